import type { MessageId } from '../mail/index';
import { addMark, addView, dropView, undoMark, type MarkGiven, type Reader } from '../store/index';

/** Why something was not taken, in words for the reader. */
export interface MarkRefused {
  readonly why: string;
}

/** A mark that was made or taken back, in words. */
export interface MarkTaken {
  /** Number of the mark. */
  readonly id: number;
  readonly said: string;
}

const longestNote = 4_000;
const longestViewName = 80;
const longestQuery = 2_000;

/** Keeps what a reader does with a series. */
export async function mark(reader: Reader, given: MarkGiven): Promise<MarkTaken | MarkRefused> {
  if (given.kind === 'note' && given.text.trim() === '') return { why: 'The note is empty.' };
  if (given.kind === 'note' && given.text.length > longestNote)
    return { why: `The note is longer than ${longestNote} characters.` };
  const id = await addMark(reader, given);
  return id === undefined ? notHeld(given.series) : { id, said: saidOf(given) };
}

/** Takes back a mark; without a number the last one the reader made. */
export async function unmark(reader: Reader, id: number | undefined): Promise<MarkTaken | MarkRefused> {
  const mark = await undoMark(reader, id);
  if (!mark) return { why: id === undefined ? 'There is nothing to undo.' : 'That is undone already.' };
  return { id: mark.id, said: `Undone: ${saidOf(mark).toLowerCase()}` };
}

/** Keeps a filter under a name. `query` is what stands behind the "?" of its address. */
export async function saveView(
  reader: Reader,
  { name, query }: { readonly name: string; readonly query: string },
): Promise<MarkRefused | undefined> {
  const short = name.replace(/\s+/g, ' ').trim();
  if (short === '') return { why: 'The view has no name.' };
  if (short.length > longestViewName)
    return { why: `The name is longer than ${longestViewName} characters.` };
  if (query.length > longestQuery) return { why: 'This filter is too long to be kept.' };
  await addView(reader.id, { name: short, query: new URLSearchParams(query).toString() });
  return undefined;
}

export function forgetView(reader: Reader, id: number): Promise<void> {
  return dropView(reader.id, id);
}

function notHeld(id: MessageId): MarkRefused {
  return { why: `${id} is no posting of a series that is held here.` };
}

function saidOf(given: MarkGiven): string {
  switch (given.kind) {
    case 'done':
      return 'Done';
    case 'mute':
      return 'Muted';
    case 'note':
      return 'Noted';
    case 'assign':
      return `Assigned to ${given.name || given.address}`;
    case 'snooze':
      if (given.until.kind === 'date')
        return `Snoozed until ${new Date(given.until.at).toISOString().slice(0, 10)}`;
      return given.until.kind === 'version'
        ? 'Snoozed until the next version'
        : 'Snoozed until somebody replies';
  }
}
