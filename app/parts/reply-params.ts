import type { KeptDraft } from '../../lib/reader/index';

/** Where a page is asked to show an empty draft: at lines of its mail, or for all of it. */
export interface AskedReply {
  readonly at: KeptDraft['at'];
}

/** Out of `?reply=`: "12" or "12-15" (body lines, both inside) or "all"; undefined when nothing is asked for. */
export function askedReply(value: string | readonly string[] | undefined): AskedReply | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === 'all') return { at: undefined };
  const [, first, last = first] = /^([1-9]\d{0,7})(?:-([1-9]\d{0,7}))?$/.exec(value) ?? [];
  if (first === undefined) return undefined;
  const [start, end] = [Number(first), Number(last) + 1];
  return end > start ? { at: { start, end } } : { at: { start: end - 1, end: start + 1 } };
}

/** The value of `?reply=` for lines of a mail. */
export function replyValue(at: KeptDraft['at']): string {
  if (at === undefined) return 'all';
  return at.end - at.start === 1 ? String(at.start) : `${at.start}-${at.end - 1}`;
}

/** A page of ours that a form leads back to; anything else leads to the drafts. */
export function pathBack(value: string): string {
  return /^\/(?:series|mail|reply)(?:[/?][^\s#\\]*)?$/.test(value) ? value : '/reply';
}

/** A path with one more parameter. */
export function withParameter(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value }).toString()}`;
}
