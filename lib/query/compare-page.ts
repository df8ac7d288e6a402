import { compareVersions, type Claim, type ComparedPair, type InterdiffHunk } from '../compare/index';
import type { Interdiff } from '../compare/index';
import type { MessageId } from '../mail/index';
import { diffLineAt, type Patch } from '../patch/index';
import type { Version } from '../series/index';
import { database } from '../store/index';
import { askedElsewhere, type AskedBy, type AskElsewhere, type ChangedPlace } from './asked-elsewhere';
import { readAsks } from './asks';
import { conversationsOf, type ConversationView } from './conversations';
import { readSeriesToCompare } from './compare-series';
import { messageChange } from './message-change';
import { Cast } from './people';
import { ofOneDerivation } from './oneDerivation';

/** Everything the page of two versions shows. */
export interface ComparePage {
  readonly series: { readonly slug: string; readonly title: string };
  readonly earlier: VersionHead;
  readonly later: VersionHead;
  /** All versions, oldest first. */
  readonly versions: readonly VersionHead[];
  /** The cover letters first, when both are held and differ; then the pairs. */
  readonly pairs: readonly ComparedView[];
  readonly claims: readonly ClaimView[];
}

export interface VersionHead {
  readonly slug: string;
  readonly label: string;
  readonly at: Date | undefined;
  readonly baseCommit: string | undefined;
}

/** A patch, or the cover letter, in both versions. */
export interface ComparedView {
  readonly earlier: readonly ComparedSlot[];
  readonly later: readonly ComparedSlot[];
  /** As `ComparedPair.state`. */
  readonly state: ComparedPair['state'];
  /** The title in the later version, else in the earlier; undefined when it is not known. */
  readonly title: string | undefined;
  readonly formerTitle: string | undefined;
  readonly changes: readonly string[];
  readonly trailers: Interdiff['trailers'];
  /** Message changes as a piece without a path first, then the hunks of the files. */
  readonly pieces: readonly ChangedPiece[];
  /** Files too large to compare in full. */
  readonly capped: readonly string[];
  /** What was said of the earlier posting where nothing changed; the whole of it, or lines. */
  readonly elsewhere: readonly ConversationView[];
  readonly claims: readonly ClaimView[];
}

export interface ComparedSlot {
  readonly number: number;
  readonly kind: 'held' | 'missing' | 'carried';
}

/** A piece of change with the remarks on the earlier version that stand at it. */
export interface ChangedPiece {
  /** Undefined for the message. */
  readonly path: string | undefined;
  /** What happened to the whole file, where that is news: "added", "removed", "renamed". */
  readonly file: string | undefined;
  readonly hunk: InterdiffHunk;
  /** For each line of the hunk its line in the new file, where it has one. */
  readonly numbers: readonly (number | undefined)[];
  /** Of a message, for each line how many are left out above it, because both versions have them; a file's hunks have no gaps. */
  readonly leftOut: readonly number[];
  readonly asked: readonly ConversationView[];
  /** Where none of these stands at it: remarks from elsewhere in the series that may have asked for it. */
  readonly askedElsewhere: readonly AskedBy[];
}

export interface ClaimView {
  readonly text: string;
  /** The mail it stands in. */
  readonly mail: string;
  /** Numbers of patches of the later version it speaks of. */
  readonly about: readonly number[];
  readonly why: string;
}

/**
 * What became of every patch between two versions of a series; undefined when there is no such series or version. Remarks are
 * those on the earlier of the two.
 */
export function findComparePage(
  seriesSlug: string,
  earlierSlug: string,
  laterSlug: string,
): Promise<ComparePage | undefined> {
  return ofOneDerivation(seriesSlug, () => makePage(seriesSlug, earlierSlug, laterSlug));
}

async function makePage(
  seriesSlug: string,
  earlierSlug: string,
  laterSlug: string,
): Promise<ComparePage | undefined> {
  const read = await readSeriesToCompare(seriesSlug, earlierSlug, laterSlug);
  if (!read) return undefined;
  const { series, texts, id } = read;
  const [earlier, later] = [earlierSlug, laterSlug].map((slug) =>
    series.versions.find((version) => version.slug === slug),
  );
  if (!earlier || !later) return undefined;
  const postings = [earlier.cover?.mail, ...earlier.patches.map(({ mail }) => mail)].filter(
    (mail) => mail !== undefined,
  );
  const cast = new Cast(series.people, [
    series.author.key,
    ...series.versions.map(({ sender }) => sender.key),
  ]);
  const reading = Promise.all([readRemarks(id, postings), readAsksBefore(id, later, postings, cast)]);
  // The database looks for them meanwhile.
  const comparison = compareVersions(series, earlier, later, (mail) => texts.get(mail));
  const [stored, asks] = await reading;
  const talk = conversationsOf(stored, cast).filter(isAsking);
  const numberOf = new Map(
    later.patches.flatMap(({ mail, number }) => (mail === undefined ? [] : [[mail, number]])),
  );
  const claims = comparison.claims.map((claim) => claimView(claim, numberOf));
  const said = (mail: MessageId | undefined): readonly ConversationView[] =>
    talk.filter(({ anchor }) => 'patch' in anchor && anchor.patch === mail);
  const head = ({ slug, label, date, baseCommit }: typeof earlier): VersionHead => ({
    slug,
    label,
    at: date,
    baseCommit,
  });
  const pairs = [
    ...(comparison.cover && comparison.cover.changes.size > 0
      ? [
          viewOf({
            earlier: [{ number: 0, kind: 'held' }],
            later: [{ number: 0, kind: 'held' }],
            state: comparison.cover.changes.has('message') ? 'message' : 'renamed',
            titles: [
              earlier.cover?.kind === 'held' ? earlier.cover.title : '',
              later.cover?.kind === 'held' ? later.cover.title : '',
            ],
            diff: comparison.cover,
            said: said(earlier.cover?.mail),
            claims: [],
          }),
        ]
      : []),
    ...comparison.pairs.map((pair) =>
      viewOf({
        ...pair,
        patch: pair.later[0]?.kind === 'held' ? pair.later[0].patch : undefined,
        titles: [pair.earlier[0]?.title, pair.later[0]?.title],
        said: pair.earlier.flatMap(({ mail }) => said(mail)),
        claims: claims.filter(({ about }) => pair.later.some(({ number }) => about.includes(number))),
      }),
    ),
  ];
  return {
    series: { slug: seriesSlug, title: series.title },
    earlier: head(earlier),
    later: head(later),
    versions: series.versions.map(head),
    claims,
    pairs: withAsksElsewhere(pairs, asks, earlier, later),
  };
}

/** A change of code at which no remark stands gets those from elsewhere in the series that may have asked for it. */
function withAsksElsewhere(
  pairs: readonly ComparedView[],
  asks: readonly AskElsewhere[],
  earlier: Version,
  later: Version,
): readonly ComparedView[] {
  const mailOf = ([slot]: readonly ComparedSlot[], { patches }: Version) =>
    patches.find(({ number }) => number === slot?.number)?.mail;
  const alone = new Map<ChangedPiece, ChangedPlace>();
  for (const pair of pairs)
    for (const piece of pair.pieces)
      if (piece.path !== undefined && piece.hunk.kind === 'changed' && piece.asked.length === 0)
        alone.set(piece, {
          path: piece.path,
          hunk: piece.hunk,
          earlier: mailOf(pair.earlier, earlier),
          later: mailOf(pair.later, later),
        });
  const found = askedElsewhere([...alone.values()], asks);
  const byPiece = new Map([...alone.keys()].map((piece, at) => [piece, found[at] ?? []]));
  return pairs.map((pair) => ({
    ...pair,
    pieces: pair.pieces.map((piece) => ({ ...piece, askedElsewhere: byPiece.get(piece) ?? [] })),
  }));
}

/** What was asked in the series before a version, on whatever posting, with the places where it is carried to. */
async function readAsksBefore(
  seriesId: number,
  { date }: Version,
  postings: readonly string[],
  cast: Cast,
): Promise<readonly AskElsewhere[]> {
  const [asks, carried] = await Promise.all([
    readAsks(seriesId),
    database().$queryRaw<{ reply: string; block: number; patch: string; bodyLine: number }[]>`
      SELECT reply, block, patch, body_line AS "bodyLine" FROM carried_remark
      WHERE series_id = ${seriesId} AND patch = ANY(${[...postings]}::text[]) AND body_line IS NOT NULL`,
  ]);
  const places = new Map(carried.map((one) => [`${one.block} ${one.reply}`, one]));
  return asks
    .filter(({ asks: isAsk, sentAt }) => isAsk && !(date && sentAt && sentAt > date))
    .map(({ reply, block, fromName, fromAddress, sentAt, madeOn, text, evidence }) => ({
      reply,
      block,
      name: cast.nameOf(fromName, fromAddress),
      sentAt: sentAt ?? undefined,
      madeOn: madeOn ?? undefined,
      text,
      evidence,
      carriedTo: places.get(`${block} ${reply}`),
    }));
}

function viewOf(pair: {
  readonly earlier: readonly ComparedSlot[];
  readonly later: readonly ComparedSlot[];
  readonly state: ComparedPair['state'];
  readonly titles: readonly (string | undefined)[];
  readonly diff: Interdiff | undefined;
  readonly said: readonly ConversationView[];
  readonly claims: readonly ClaimView[];
  /** The later one, which tells line numbers. */
  readonly patch?: Patch | undefined;
}): ComparedView {
  const slots = (all: readonly ComparedSlot[]): ComparedSlot[] =>
    all.map(({ number, kind }) => ({ number, kind }));
  const [before, behind] = pair.titles;
  const pieces = pair.diff ? piecesOf(pair.diff, pair.said, pair.patch) : [];
  const shown = new Set(pieces.flatMap(({ asked }) => asked));
  return {
    earlier: slots(pair.earlier),
    later: slots(pair.later),
    state: pair.state,
    title: behind ?? before,
    formerTitle: before !== undefined && behind !== undefined && before !== behind ? before : undefined,
    changes: [...(pair.diff?.changes ?? [])],
    trailers: pair.diff?.trailers ?? { added: [], removed: [] },
    pieces,
    capped: (pair.diff?.files ?? []).flatMap(({ isCapped, laterPath, earlierPath }) =>
      isCapped ? [laterPath ?? earlierPath ?? ''] : [],
    ),
    elsewhere: pair.said.filter((conversation) => !shown.has(conversation)),
    claims: pair.claims,
  };
}

function piecesOf(
  diff: Interdiff,
  said: readonly ConversationView[],
  patch: Patch | undefined,
): readonly ChangedPiece[] {
  const { lines, leftOut } = messageChange(diff.message);
  const pieces = [
    ...(diff.changes.has('message') || diff.changes.has('title')
      ? [
          {
            path: undefined,
            file: undefined,
            hunk: { heading: '', lines, kind: 'changed' } as const,
            leftOut,
          },
        ]
      : []),
    ...diff.files.flatMap(({ laterPath, earlierPath, change, hunks }) =>
      hunks.map((hunk) => ({
        path: laterPath ?? earlierPath ?? '',
        file: change === 'added' || change === 'removed' || change === 'renamed' ? change : undefined,
        hunk,
        leftOut: [],
      })),
    ),
  ];
  return pieces.map((piece) => ({
    ...piece,
    numbers: piece.hunk.lines.map(({ laterLine }) =>
      patch === undefined || laterLine === undefined ? undefined : newLineAt(patch, laterLine),
    ),
    asked: said.filter((one) => standsAt(one, piece.hunk)),
    askedElsewhere: [],
  }));
}

function newLineAt(patch: Patch, bodyLine: number): number | undefined {
  const at = diffLineAt(patch, bodyLine);
  return at?.side === 'new' ? at.line : undefined;
}

/** Whether a conversation is about a line of the earlier posting that the hunk shows. */
function standsAt({ anchor }: ConversationView, { lines }: InterdiffHunk): boolean {
  if (anchor.kind !== 'line') return false;
  const shown = lines.flatMap(({ earlierLine }) => earlierLine ?? []);
  const [first, last] = [shown[0], shown.at(-1)];
  return first !== undefined && last !== undefined && anchor.bodyLine >= first && anchor.bodyLine <= last;
}

/** Tags and thanks ask for nothing. */
function isAsking({ remarks }: ConversationView): boolean {
  return remarks.some(({ kind }) => kind !== 'trailer' && kind !== 'social');
}

function claimView({ text, mail, about, why }: Claim, numberOf: ReadonlyMap<MessageId, number>): ClaimView {
  return { text, mail, about: about.flatMap((one) => numberOf.get(one) ?? []), why };
}

function readRemarks(
  seriesId: number,
  postings: readonly string[],
): Promise<Parameters<typeof conversationsOf>[0][number][]> {
  return database().$queryRaw`
    SELECT r.reply, r.block, r.start_line AS "startLine", r.end_line AS "endLine", r.text, r.from_name AS "fromName",
      r.from_address AS "fromAddress", r.sent_at AS "sentAt", r.kind, r.anchor, r.answers_reply AS "answersReply",
      r.answers_block AS "answersBlock", r.quote, r.counter_diffs AS "counterDiffs", r.trailers, r.conversation, r.position,
      r.state, r.state_why AS "stateWhy", r.evidence, r.addressed_in AS "addressedIn", NULL AS "missingParent"
    FROM remark r WHERE r.series_id = ${seriesId} AND r.patch = ANY(${[...postings]}::text[])
    ORDER BY r.conversation, r.position`;
}
