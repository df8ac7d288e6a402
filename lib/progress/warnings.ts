import type { Discussion, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { foldSpaces, readPatch } from '../patch/index';
import type { Recognition } from '../series/index';
import type { Findings } from '../status/index';
import { authorKey, type Commit } from './commits';
import { isTelling } from './difference';
import type { Way } from './ways';

/** Somebody who had spoken, in review, of what a later commit fixes or takes back. */
export interface Warning {
  readonly reply: MessageId;
  readonly block: number;
  readonly name: string;
  /**
   * line: the remark stands at a line that the patch added and the fix removes or changes; link: the fix links the mail; objection: it objected to the
   * patch that is taken back; report: the fix names who wrote the remark as who reported what it mends.
   */
  readonly by: 'line' | 'link' | 'objection' | 'report';
  /** The file and the line, without its sign; '' where it is no line. */
  readonly path: string;
  readonly line: string;
}

/** A fix that changes more lines than these is a rewrite: that a remark stands at one of them says nothing. */
const mostLines = 400;
/** Warnings that are told. */
const mostWarnings = 20;

/**
 * Which remarks on some patches bear on a later commit that names them. Only what can be shown is told: the line itself, the link, the
 * objection, or that it names the writer in "Reported-by:" (then it is their last mail before it that is told); that a remark is about the same file is no evidence. A revert removes every line, so a remark at one of them says nothing.
 */
export function warningsOf(
  { recognition, discussion, status }: Sources,
  ways: readonly Way[],
  commit: Commit,
  isRevert: boolean,
): readonly Warning[] {
  const links = new Set<MessageId>(commit.links);
  const removed = isRevert ? new Set<string>() : removedLines(commit.diff);
  const objected = isRevert ? status.objections : [];
  const found = discussion.remarks.flatMap((remark): Warning[] => {
    const { reply, block, anchor } = remark;
    if (remark.kind === 'trailer' || remark.kind === 'social' || !('patch' in anchor)) return [];
    if (!ways.some(({ mails }) => mails.has(anchor.patch)) || isByAuthor(remark, ways)) return [];
    const warning = { reply, block, name: remark.from.name || remark.from.address, path: '', line: '' };
    const spot = anchor.kind === 'line' ? addedLine(recognition, anchor.patch, anchor.bodyLine) : undefined;
    if (spot && removed.has(keyOf(spot.path, spot.line))) return [{ ...warning, ...spot, by: 'line' }];
    if (links.has(reply)) return [{ ...warning, by: 'link' }];
    const isObjection = objected.some((one) => one.mail === reply && one.block === block);
    return isObjection ? [{ ...warning, by: 'objection' }] : [];
  });
  const named = reported(discussion.remarks, ways, commit, new Set(found.map(({ name }) => name)));
  return [...found, ...named].slice(0, mostWarnings);
}

/** Of each reporter of whom nothing else is told, the first remark of their last mail before the commit. */
function reported(
  remarks: readonly Remark[],
  ways: readonly Way[],
  { reporters = [], committedAt }: Commit,
  told: ReadonlySet<string>,
): readonly Warning[] {
  const last = new Map<string, Remark>();
  for (const remark of remarks) {
    const { from, kind, anchor, date, block } = remark;
    if (kind === 'trailer' || kind === 'social' || !('patch' in anchor) || !date || date > committedAt)
      continue;
    if (!ways.some(({ mails }) => mails.has(anchor.patch)) || isByAuthor(remark, ways)) continue;
    if (told.has(from.name || from.address) || !reporters.some((who) => isNamed(from, who))) continue;
    const key = from.address.toLowerCase();
    const before = last.get(key);
    const isFirst = before?.reply === remark.reply && before.block < block;
    if (!before?.date || (before.date <= date && !isFirst)) last.set(key, remark);
  }
  return [...last.values()].map(({ reply, block, from }) => ({
    reply,
    block,
    name: from.name || from.address,
    by: 'report',
    path: '',
    line: '',
  }));
}

/** Whether a trailer names somebody, by address or, where they write from another, by name. */
function isNamed({ name, address }: Remark['from'], who: string): boolean {
  const [, named = '', at = ''] = /^([^<>]*)<?([^<>\s]*@[^<>\s]*)?>?/.exec(who) ?? [];
  if (at !== '' && at.toLowerCase() === address.toLowerCase()) return true;
  return named.trim() !== '' && name !== '' && authorKey(named) === authorKey(name);
}

interface Sources {
  readonly recognition: Recognition;
  readonly discussion: Discussion;
  readonly status: Pick<Findings, 'objections'>;
}

function isByAuthor({ from }: Remark, ways: readonly Way[]): boolean {
  return ways.some(({ authors }) => authors.has(authorKey(from.name)));
}

/** The line a patch adds at a line of its mail; undefined for any other line, and for one that stands in every file. */
function addedLine(
  { byId }: Recognition,
  posting: MessageId,
  bodyLine: number,
): { readonly path: string; readonly line: string } | undefined {
  const held = byId.get(posting);
  if (held?.kind !== 'patch') return undefined;
  for (const file of held.patch.files)
    for (const hunk of file.hunks)
      for (const line of hunk.lines)
        if (line.bodyLine === bodyLine)
          return line.sign === '+' && isTelling(line.text)
            ? { path: file.newPath ?? '', line: line.text.trim() }
            : undefined;
  return undefined;
}

/** Telling lines that a diff removes (a changed line is removed and added), by file and text. */
function removedLines(diff: string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  if (diff === undefined) return found;
  for (const { oldPath = '', hunks } of readPatch(diff).files)
    for (const { lines } of hunks)
      for (const { sign, text } of lines)
        if (sign === '-' && isTelling(text)) found.add(keyOf(oldPath, text));
  return found.size > mostLines ? new Set() : found;
}

function keyOf(path: string, text: string): string {
  return `${path}\n${foldSpaces(text)}`;
}
