import type { MessageId } from '../mail/index';
import type { Part, SeriesFacts } from './facts';
import { mine, type Mine } from './mine';
import { isAfter, type Happened, type Made, type Marks, type SnoozeUntil } from './marks';
import { cut, dayIn, namesIn } from './words';

/** The buckets, in the order they are worked through. */
export const buckets = [
  'your-turn',
  'new-version',
  'answered',
  'never-answered',
  'waiting',
  'ready',
  'snoozed',
] as const;
/** Where a series of mine is: in one bucket, or put away. `ended`: applied, withdrawn or turned down. */
export const places = [...buckets, 'done', 'muted', 'ended'] as const;
export type Bucket = (typeof buckets)[number];
export type PlaceName = (typeof places)[number];

/** Buckets that wait for the reader; the others wait for somebody else. */
export const awaiting: ReadonlySet<PlaceName> = new Set<PlaceName>([
  'your-turn',
  'new-version',
  'answered',
  'never-answered',
]);

/** Where a series is for a reader, and why. */
export interface Place {
  readonly name: PlaceName;
  /** One sentence. */
  readonly why: string;
  /** Since when, in milliseconds; undefined when no mail says. */
  readonly since: number | undefined;
  /** The mail to look at; undefined when nothing but a mark put it there. */
  readonly evidence: MessageId | undefined;
  /** Why it is back from where a mark had put it. */
  readonly back: string | undefined;
}

/** What is mine has something to do with me: undefined parts are of people who are not the reader. */
export interface Asked {
  readonly facts: SeriesFacts;
  /** The parts of the reader: several when mail does not prove their addresses to be one person's. */
  readonly parts: readonly Part[];
  readonly marks: Marks;
  /** Lower case. */
  readonly addresses: readonly string[];
  /** Milliseconds. */
  readonly now: number;
}

/**
 * Where a series is for a reader: first what mail says, then what marks make of it. Only what is given is looked at, so the past can be
 * replayed; docs/heuristics.md has the rules.
 */
export function placeOf(asked: Asked): Place {
  const { facts, marks, now } = asked;
  const me = mine(asked.parts, asked.addresses);
  const found = inferred(facts, me);
  const { mute, done, snooze } = marks;
  if (mute) return marked('muted', mute, `muted by you on ${dayIn(mute.madeAt)}`, found);
  const assigned = assignedPlace(facts, me, marks, found);
  if (assigned.name === 'ended') return assigned;
  const news = newsFor(facts, me, marks, assigned);
  if (done) {
    const since = news.find(({ happened }) => isAfter(done, happened));
    if (!since) return marked('done', done, `done by you on ${dayIn(done.madeAt)}`, found);
    if (!snooze || snooze.madeAt < done.madeAt) return { ...assigned, back: `back: ${since.what}` };
  }
  if (!snooze || (done && done.madeAt > snooze.madeAt)) return assigned;
  const back = endOf(snooze, facts, me, now);
  return back === undefined
    ? marked(
        'snoozed',
        snooze,
        `snoozed until ${untilIn(snooze.until)}, by you on ${dayIn(snooze.madeAt)}`,
        found,
      )
    : { ...assigned, back: `back: ${back}` };
}

function marked(name: PlaceName, { madeAt }: Made, why: string, found: Place): Place {
  return { name, why, since: madeAt, evidence: found.evidence, back: undefined };
}

/** What mail says. */
function inferred(facts: SeriesFacts, me: Mine): Place {
  const { turn, newest } = facts;
  const namesMe = turn.people.some((key) => me.keys.has(key));
  const at = (name: PlaceName, why: string, since = turn.since, evidence = turn.mail): Place => ({
    name,
    why,
    since,
    evidence: evidence ?? newest?.head,
    back: undefined,
  });
  const isByVersion = turn.by === 'posting';
  const hasSpokenSince = (me.spokeAt ?? -Infinity) > (newest?.at ?? -Infinity);
  const { answer } = me;
  const isAnswered = answer !== undefined && (answer.at ?? -Infinity) > (me.spokeAt ?? -Infinity);

  if (turn.by === 'correction' && turn.on !== 'nobody')
    return at(namesMe ? 'your-turn' : 'waiting', turnWords(facts, me));
  if (turn.on === 'nobody') {
    const isLater = isAnswered && (answer.at ?? -Infinity) > (turn.since ?? Infinity);
    return isLater
      ? at(
          'answered',
          `${answer.name} answered you after it ended: "${cut(answer.words)}"`,
          answer.at,
          answer.mail,
        )
      : at('ended', youIn(turn.why, me));
  }
  if (facts.isTagged && facts.objections.length === 0 && facts.unsettledOfPeople === 0)
    return at('ready', `${youIn(turn.why, me)}, nothing is unsettled; ${applies(facts, namesMe)}`);
  if (!facts.isAnswered && turn.on !== 'author')
    return at('never-answered', neverWords(facts, me), turn.since ?? newest?.at, newest?.head);
  if (namesMe && !isByVersion) return at('your-turn', turnWords(facts, me));
  if (
    newest &&
    !me.isAuthor &&
    me.reviewed !== undefined &&
    me.reviewed.ordinal < newest.ordinal &&
    !hasSpokenSince
  )
    return at('new-version', newVersionWords(facts, me, newest.label), newest.at, newest.head);
  if (namesMe) return at('your-turn', turnWords(facts, me));
  if (turn.on !== 'author' && turn.people.length === 0 && me.listed !== undefined && !me.isAuthor)
    return at('your-turn', `${youIn(turn.why, me)}; MAINTAINERS lists you as ${me.listed} of its files`);
  if (isAnswered)
    return at('answered', `${answer.name} answered you: "${cut(answer.words)}"`, answer.at, answer.mail);
  return at('waiting', turnWords(facts, me));
}

/** Whom a series was assigned to acts: the reader, until they have said something; another person takes it from the reader. */
function assignedPlace(facts: SeriesFacts, me: Mine, { assign }: Marks, found: Place): Place {
  if (!assign || found.name === 'ended') return found;
  if (me.addresses.has(assign.address)) {
    const hasActed = (me.spokeAt ?? -Infinity) > assign.madeAt;
    return hasActed
      ? found
      : {
          ...found,
          name: 'your-turn',
          why: `assigned to you by ${assign.by} on ${dayIn(assign.madeAt)}; ${found.why}`,
        };
  }
  return me.isAuthor || found.name === 'waiting'
    ? found
    : {
        ...found,
        name: 'waiting',
        why: `assigned to ${assign.name || assign.address} by ${assign.by}; ${found.why}`,
      };
}

/** What can bring a series back that the reader was done with. */
function newsFor(
  facts: SeriesFacts,
  me: Mine,
  { assign }: Marks,
  found: Place,
): readonly { readonly what: string; readonly happened: Happened }[] {
  const { newest, turn } = facts;
  const clock = turn.by === 'correction' ? 'here' : 'mail';
  return [
    ...(newest && !me.isAuthor
      ? [{ what: `${newest.label} came`, happened: { at: newest.at, clock: 'mail' as const } }]
      : []),
    ...(me.answer
      ? [{ what: `${me.answer.name} answered you`, happened: { at: me.answer.at, clock: 'mail' as const } }]
      : []),
    ...(turn.people.some((key) => me.keys.has(key)) && found.name !== 'waiting'
      ? [{ what: 'it is your turn', happened: { at: turn.since, clock } as const }]
      : []),
    ...(assign && me.addresses.has(assign.address)
      ? [{ what: `${assign.by} assigned it to you`, happened: { at: assign.madeAt, clock: 'here' as const } }]
      : []),
  ];
}

/** What ended a snooze; undefined while it lasts. */
function endOf(
  snooze: Made & { readonly until: SnoozeUntil },
  { newest, last }: SeriesFacts,
  me: Mine,
  now: number,
): string | undefined {
  switch (snooze.until.kind) {
    case 'date':
      return now >= snooze.until.at ? `${dayIn(snooze.until.at)} has come` : undefined;
    case 'version':
      return newest && isAfter(snooze, { at: newest.at, clock: 'mail' }) ? `${newest.label} came` : undefined;
    case 'reply':
      return last && !me.keys.has(last.by) && isAfter(snooze, { at: last.at, clock: 'mail' })
        ? `${last.name} wrote`
        : undefined;
  }
}

function untilIn(until: SnoozeUntil): string {
  if (until.kind === 'date') return dayIn(until.at);
  return until.kind === 'version' ? 'the next version' : 'somebody replies';
}

function applies(facts: SeriesFacts, namesMe: boolean): string {
  if (namesMe) return 'you are named to take it';
  return facts.turn.names.length > 0
    ? `${namesIn(facts.turn.names)} can take it`
    : 'nobody is named to take it';
}

function turnWords({ turn, newest }: SeriesFacts, me: Mine): string {
  if (turn.on === 'unknown') return `whose turn it is is not known: ${turn.why}`;
  const namesMe = turn.people.some((key) => me.keys.has(key));
  if (namesMe) {
    if (turn.by !== 'posting') return youIn(turn.why, me);
    const why = me.reviewed
      ? 'you spoke of it before'
      : me.isAddressed
        ? 'its To: line names you'
        : 'it waits for you';
    return `${newest?.label ?? 'a version'} was posted; ${why}`;
  }
  const who =
    turn.on === 'author'
      ? `the author${turn.names.length > 0 ? `, ${namesIn(turn.names)}` : ''}`
      : turn.names.length > 0
        ? namesIn(turn.names)
        : 'somebody to look at it';
  return `waits for ${who}: ${youIn(turn.why, me)}`;
}

function neverWords({ newest }: SeriesFacts, me: Mine): string {
  const why = me.isAuthor
    ? 'it is yours'
    : me.listed !== undefined
      ? `MAINTAINERS lists you as ${me.listed} of its files`
      : 'its To: line names you';
  const version = newest && newest.ordinal > 0 ? `, in ${newest.ordinal + 1} versions` : '';
  return `nobody has answered it${version}; ${why}`;
}

function newVersionWords({ turn }: SeriesFacts, me: Mine, label: string): string {
  const asked = Object.values(me.asks).reduce((sum, count) => sum + count, 0);
  const became = (['open', 'answered', 'promised', 'addressed', 'rejected', 'resolved', 'moot'] as const)
    .flatMap((state) => (me.asks[state] ? [`${me.asks[state]} ${state}`] : []))
    .join(', ');
  const parts = [
    asked > 0 ? `of ${asked} ${asked === 1 ? 'remark' : 'remarks'} you made, ${became}` : '',
    tagWords(me),
    turn.on === 'author' ? 'others have asked for changes since' : '',
  ].filter((one) => one !== '');
  const since = `${label} came after your review of ${me.reviewed?.label ?? 'an earlier one'}`;
  return parts.length > 0 ? `${since}: ${parts.join('; ')}` : since;
}

function tagWords({ tags: { hold, stale } }: Mine): string {
  const given = hold + stale;
  if (stale > 0 && given === 1) return 'your tag is stale';
  if (stale > 0) return `${stale} of your ${given} tags ${stale === 1 ? 'is' : 'are'} stale`;
  return hold === 0 ? '' : hold === 1 ? 'your tag holds' : `your ${hold} tags hold`;
}

/** The reader's own name in a sentence is "you". */
function youIn(why: string, me: Mine): string {
  return me.names.reduce((said, name) => said.replaceAll(name, 'you'), why);
}
