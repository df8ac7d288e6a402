import type { Mail, MessageId } from '../mail/index';
import { archiveLinks, type Patch } from '../patch/index';
import type { Batch } from './batch';
import type { Posting } from './posting';

/** An archive link in a posting, and what the words about it say. */
export interface Mention {
  readonly in: Posting;
  readonly id: MessageId;
  /**
   * earlier: said to be an earlier version ("Link to v1:", "previous version", "since RFC"); dependency: said to
   * be needed first; trailer: a "Link:" or "Closes:" line of a commit message; plain: nothing is said.
   */
  readonly as: 'earlier' | 'dependency' | 'trailer' | 'plain';
  /** Versions the words name ("v1" is 1), none for "previous version". */
  readonly versions: readonly number[];
  readonly namesRfc: boolean;
  /** What is said about it, links taken out. */
  readonly words: string;
}

const dependencyWords =
  /\b(?:depend(?:s|ed|ing|ency|encies)?|prerequisites?|pre-?reqs?|based (?:up)?on|on top of|appl(?:y|ies) (?:up)?on|requires?|built on|follow-?up (?:to|of|on)|companion|goes with)\b/i;
const earlierWords =
  /\b(?:v\d{1,3}|rfc|previous(?:ly)?|earlier|older|prior|original(?:ly)?|last|first) ?(?:version|posting|post|series|submission|patch(?:es|set)?|revision|iteration|rfc|attempt|round|link)?\b|\b(?:changes?|changelog|changed|diff) (?:since|from|in|between|to|against)\b|\b(?:superse?[cd]es|resend of|repost of)\b/i;
const versionWord = /\b(?:rfc[ -]?)?v(\d{1,3})\b/gi;
const rfcWord = /\brfc\b/i;
const trailerLine = /^[A-Z][A-Za-z-]{1,30}:\s/;
const supersedesLine =
  /^\s*(?:supersedes|obsoletes)\s*:\s*(?:\(?<([^<>\s@]{1,250}@[^<>\s]{1,250})>|(\S{1,300}))/i;

/** "[5] https://..." and "[5]: https://...": the words stand where the text says "[5]". */
const footnote = /^\s*\[(\d{1,3}|[A-Za-z]{1,8})\]:?\s*(?=\S)/;

/** How many lines above a link its words may stand: "v1:" on a line of its own, or a wrapped sentence. */
const LINES_ABOVE = 1;

/**
 * The archive links of a batch's cover letter, messages and notes, diffs left out, with what is said of them.
 * Words are looked for on the line of the link, the line above, and for footnotes where the number is used.
 */
export function mentionsIn(batch: Batch): Mention[] {
  return batch.postings.flatMap((posting) => (posting.patch.links.length === 0 ? [] : mentionsOf(posting)));
}

function mentionsOf(posting: Posting): Mention[] {
  const wanted = new Set<string>(posting.patch.links);
  const lines = posting.mail.text.split('\n');
  const mentions: Mention[] = [];
  for (const section of posting.patch.sections) {
    if (section.kind === 'diff' || section.kind === 'diffstat') continue;
    for (let at = section.start - 1; at < section.end - 1; at++) {
      const line = lines[at] ?? '';
      if (!line.includes('://')) continue;
      const ids = archiveLinks(line).filter((id) => wanted.has(id));
      if (ids.length === 0) continue;
      const words = wordsAbout(lines, at);
      const versions = [...words.matchAll(versionWord)].map((found) => Number(found[1]));
      const isTrailer = posting.kind === 'patch' && section.kind === 'message' && trailerLine.test(line);
      const as = isTrailer
        ? 'trailer'
        : dependencyWords.test(words)
          ? 'dependency'
          : earlierWords.test(words)
            ? 'earlier'
            : 'plain';
      for (const id of ids) {
        // What a link names is checked against the ids at hand by whoever uses it.
        mentions.push({
          in: posting,
          id: id as MessageId,
          as,
          versions,
          namesRfc: rfcWord.test(words),
          words,
        });
      }
    }
  }
  return mentions;
}

function wordsAbout(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const bare = (text: string): string => text.replace(/https?:\/\/\S+/g, ' ');
  const label = footnote.exec(line)?.[1];
  if (label !== undefined) {
    const mark = `[${label}]`;
    const uses = lines.flatMap((text, index) => (index !== at && text.includes(mark) ? [index] : []));
    const words = uses.slice(0, 3).map((index) => {
      const above = lines[index - LINES_ABOVE] ?? '';
      return `${above} ${(lines[index] ?? '').replaceAll(mark, ' ')}`;
    });
    return bare(`${line} ${words.join(' ')}`);
  }
  const own = bare(line);
  if (/[\p{L}\p{N}]{2}/u.test(own) && (earlierWords.test(own) || dependencyWords.test(own))) return own;
  return bare(`${lines.slice(Math.max(0, at - LINES_ABOVE), at).join(' ')} ${line}`);
}

/** The id a "Supersedes:" line of a posting names, as an id or as an archive link (the convention of patchew). */
export function supersededIn(mail: Mail, patch: Patch): MessageId | undefined {
  if (!/superse|obsolet/i.test(mail.text)) return undefined;
  const lines = mail.text.split('\n');
  for (const section of patch.sections) {
    if (section.kind === 'diff' || section.kind === 'diffstat') continue;
    for (let at = section.start - 1; at < section.end - 1; at++) {
      const found = supersedesLine.exec(lines[at] ?? '');
      if (!found) continue;
      const id =
        found[1] ?? archiveLinks(found[2] ?? '')[0] ?? (found[2]?.includes('@') ? found[2] : undefined);
      if (id !== undefined) return id as MessageId;
    }
  }
  return undefined;
}
