import { randomUUID } from 'node:crypto';
import { cache } from 'react';
import { countAwaiting, findSavedViews, findSpokenTo, type SavedView } from '../../lib/query/index';
import { countDrafts, draftsOf, type KeptDraft, type Reader } from '../../lib/reader/index';
import { present } from './present';
import { viewAsked } from './progress-params';
import { seat, seatOf, type Seat } from './seat';
import { askedReply, type AskedReply } from './reply-params';

/** What the reader of this machine is writing, as a page of reading shows it. */
export interface Desk {
  readonly drafts: readonly KeptDraft[];
  /** How many of them answer a patch or cover letter, or what was said of it; by its Message-ID. */
  readonly draftsOn: ReadonlyMap<string, number>;
  /** An empty draft that this page was asked to show, with the id it will have. */
  readonly asked: (AskedReply & { readonly id: string }) | undefined;
  /** False while nobody has said who reads here: drafts are kept, but no mail can be made of them. */
  readonly isNamed: boolean;
  /** What the form that led here has to say. */
  readonly told: string | undefined;
}

const drafts = cache(async () => {
  const here = await seat();
  return here.isHere ? draftsOf(here.reader) : undefined;
});

/** The desk of whoever reads the page being made; undefined elsewhere, where nothing is written. */
export async function deskHere(
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<Desk | undefined> {
  const [here, kept] = await Promise.all([seat(), drafts()]);
  if (!here.isHere || !kept) return undefined;
  const asked = askedReply(params['reply']);
  const told = params['told'];
  return {
    drafts: kept,
    draftsOn: await draftsOn(kept),
    asked: asked && { ...asked, id: randomUUID() },
    isNamed: here.reader !== undefined,
    told: typeof told === 'string' && Object.hasOwn(toldWords, told) ? toldWords[told] : undefined,
  };
}

/** The same for a script that has just changed a draft. */
export async function draftsOnPostings(
  reader: Reader | undefined,
): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(await draftsOn(await draftsOf(reader)));
}

async function draftsOn(kept: readonly KeptDraft[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { mail, posting } of await findSpokenTo([...new Set(kept.map(({ answers }) => answers))])) {
    const drafts = kept.filter(({ answers }) => answers === mail).length;
    counts.set(posting, (counts.get(posting) ?? 0) + drafts);
  }
  return counts;
}

/** What is said when keeping a draft was more than that; `how` is that of `keepDraft`. */
export const toldWords: Readonly<Record<string, string>> = {
  merged: 'This draft was changed elsewhere meanwhile: both texts stand in it.',
  again: 'This draft had been deleted meanwhile and is back, since you went on writing.',
  anew: 'The reply this was written for went out meanwhile: this is a new draft.',
};

/** How many series wait for the reader of this machine; undefined elsewhere, while nobody said who reads, or while the database does not answer. */
export async function triageCountHere(): Promise<number | undefined> {
  try {
    const here = await seat();
    return here.isHere && here.reader ? await countAwaiting(here.reader, present()) : undefined;
  } catch {
    // As with drafts: the page itself says what is wrong.
    return undefined;
  }
}

/** How many drafts the reader of this machine has; undefined elsewhere, or while the database does not answer. */
export async function draftCountHere(): Promise<number | undefined> {
  try {
    const here = await seat();
    return here.isHere ? await countDrafts(here.reader) : undefined;
  } catch {
    // The page itself asks the database too, and says what is wrong; the frame shows no count then.
    return undefined;
  }
}

/** The filters that the reader of this machine gave a name; none elsewhere. */
export async function viewsHere(): Promise<readonly SavedView[]> {
  return viewsOf(await seat());
}

/** For a route: the views among which words of its address may name one, looked up when they do; undefined when none is called so. */
export async function viewsNamed(
  words: Parameters<typeof viewAsked>[0],
  headers: Headers,
): Promise<readonly SavedView[] | undefined> {
  const named = viewAsked(words);
  if (named === undefined) return [];
  const views = await viewsOf(await seatOf(headers));
  return views.some(({ name }) => name === named) ? views : undefined;
}

async function viewsOf(here: Seat): Promise<readonly SavedView[]> {
  return here.isHere && here.reader ? findSavedViews(here.reader.id) : [];
}
