import type { Mailbox } from '../mail/index';

/** One section of a MAINTAINERS file: a part of the tree, and who looks after it. */
export interface Section {
  readonly title: string;
  /** M: entries. */
  readonly maintainers: readonly Mailbox[];
  /** R: entries. */
  readonly reviewers: readonly Mailbox[];
  /** L: entries, addresses alone, lower case. */
  readonly lists: readonly string[];
  /** S: "Maintained", "Supported", "Odd Fixes", "Orphan", "Obsolete"; '' when none is given. */
  readonly status: string;
  /** F: patterns, in their order. */
  readonly files: readonly string[];
  /** X: patterns: what F: and N: of this section name and it is not for. */
  readonly excluded: readonly string[];
  /** N: patterns: regular expressions on whole paths. */
  readonly names: readonly string[];
}

export interface MaintainersFile {
  readonly sections: readonly Section[];
  /** Lines that mean nothing here, counted from 1, with what was made of them. */
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

/** An entry: one capital letter, a colon, white space. The kernel's file says so in its head. */
const entry = /^([A-Z]):\s+(\S.*)$/;

/** Longer is no pattern of a path. */
const longestPattern = 1_000;

/**
 * Reads the text of a MAINTAINERS file as get_maintainer.pl does: a section is a title and the entries under it.
 * Letters that say nothing of who looks after what (W:, Q:, B:, C:, P:, T:, K:) are passed over. What stands before the
 * first section with an entry (the head that explains the letters) makes no section: it has no pattern.
 */
export function readMaintainers(text: string): MaintainersFile {
  const sections: Section[] = [];
  const problems: { line: number; what: string }[] = [];
  let section: Draft | undefined;
  let title = '';
  const close = (): void => {
    if (section && (section.files.length > 0 || section.names.length > 0)) sections.push(section);
    section = undefined;
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimEnd();
    const match = entry.exec(line);
    if (!match) {
      // A blank line ends a section; a line without a letter names the next.
      close();
      if (line !== '') title = line.trim();
      continue;
    }
    const [, letter = '', value = ''] = match;
    section ??= draftOf(title);
    const problem = add(section, letter, value);
    if (problem !== undefined) problems.push({ line: index + 1, what: problem });
  }
  close();
  return { sections, problems };
}

interface Draft extends Section {
  readonly maintainers: Mailbox[];
  readonly reviewers: Mailbox[];
  readonly lists: string[];
  status: string;
  readonly files: string[];
  readonly excluded: string[];
  readonly names: string[];
}

function draftOf(title: string): Draft {
  return {
    title,
    maintainers: [],
    reviewers: [],
    lists: [],
    status: '',
    files: [],
    excluded: [],
    names: [],
  };
}

/** Adds an entry to its section; gives what is wrong with it. */
function add(section: Draft, letter: string, value: string): string | undefined {
  switch (letter) {
    case 'M':
    case 'R': {
      const box = mailboxOf(value);
      if (!box) return `"${value.slice(0, 80)}" names no mail address`;
      (letter === 'M' ? section.maintainers : section.reviewers).push(box);
      return undefined;
    }
    case 'L':
      section.lists.push((/^\S+/.exec(value)?.[0] ?? '').toLowerCase());
      return undefined;
    case 'S':
      section.status = value;
      return undefined;
    case 'F':
    case 'X':
    case 'N':
      if (value.length > longestPattern) return `a pattern is longer than ${longestPattern} characters`;
      if (letter === 'N' && !isRegularExpression(value))
        return `"${value.slice(0, 80)}" is no regular expression`;
      (letter === 'F' ? section.files : letter === 'X' ? section.excluded : section.names).push(value);
      return undefined;
    default:
      return undefined;
  }
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** `"A Name" <a@example.org>`, `A Name <a@example.org> (note)` or an address alone. */
function mailboxOf(value: string): Mailbox | undefined {
  const angled = /^([^<]*)<([^<>\s]+@[^<>\s]+)>/.exec(value);
  if (angled)
    return {
      name: (angled[1] ?? '').trim().replace(/^"(.*)"$/, '$1'),
      address: (angled[2] ?? '').toLowerCase(),
    };
  const bare = /^[^\s<>]+@[^\s<>]+/.exec(value)?.[0];
  return bare === undefined ? undefined : { name: '', address: bare.toLowerCase() };
}
