import type { MessageId } from '../mail/index';
import { archiveLinks } from '../patch/index';
import type { Commit } from '../progress/index';

/** Longest message read, in characters; the rest of a longer one is left out. */
export const longestMessage = 100_000;
/** Longest of the other fields. A name is what somebody typed. */
export const longestField = 500;
/** Trailers of one kind that are read; a commit that squashes a whole series has that many links. */
const mostTrailers = 100;

/** The first line of a commit message. */
export function titleIn(message: string): string {
  return (message.split('\n', 1)[0] ?? '').slice(0, longestField);
}

/** What a commit message names: mails it links, commits it fixes, reverts or is a backport of, and who reported what it mends. */
export function namesIn(
  message: string,
): Pick<Commit, 'links' | 'fixes' | 'reverts' | 'upstream' | 'reporters'> {
  return {
    links: linksIn(message),
    fixes: hashesIn(message, /^Fixes:\s*([0-9a-f]{8,40})\b/gim),
    reverts: hashesIn(message, /^This reverts commit ([0-9a-f]{8,40})\b/gim),
    upstream: hashesIn(
      message,
      /^(?:commit ([0-9a-f]{8,40}) upstream\b|\[ ?upstream commit ([0-9a-f]{8,40}) ?\]|\(cherry picked from commit ([0-9a-f]{8,40})\))/gim,
    ),
    reporters: reportersIn(message),
  };
}

/** "Reported-by:", also "Reported-and-tested-by:" (Documentation/process/submitting-patches.rst). */
function reportersIn(message: string): readonly string[] {
  const named = message.matchAll(/^Reported-(?:and-[\w-]{1,40}-)?by:[ \t]*(\S[^\n]*)$/gim);
  return [
    ...new Set([...named].slice(0, mostTrailers).map(([, who = '']) => who.trim().slice(0, longestField))),
  ];
}

/** "Link:" and "Closes:" with the address of a list archive, and "Message-ID:", which `git am --message-id` writes. */
function linksIn(message: string): readonly MessageId[] {
  const found = new Set<string>();
  for (const [, key = '', value = ''] of message.matchAll(/^(Link|Closes|Message-ID):[ \t]*(\S[^\n]*)$/gim)) {
    if (found.size >= mostTrailers) break;
    if (/^(?:link|closes)$/i.test(key)) for (const id of archiveLinks(value)) found.add(id);
    else if (/^<[^\s<>@]+@[^\s<>@]+>$/.test(value.trim())) found.add(value.trim().slice(1, -1));
  }
  return [...found] as MessageId[];
}

function hashesIn(message: string, pattern: RegExp): readonly string[] {
  const found = new Set<string>();
  for (const [, ...groups] of message.matchAll(pattern)) {
    if (found.size >= mostTrailers) break;
    for (const hash of groups) if (hash !== undefined) found.add(hash.toLowerCase());
  }
  return [...found];
}
