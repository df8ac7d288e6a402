import type { MessageId } from '../mail/index';
import {
  byText,
  slugsApart,
  type Absent,
  type Maybe,
  type PatchSlot,
  type Repost,
  type Series,
  type Version,
} from '../series/index';
import type { Anchor, AnchorPart, Remark } from '../discussion/index';
import { type Between, type Brought, lastWordOf, type Found, type Warning } from '../progress/index';
import type { Holds, RemarkStatus, State, Turn, TurnEvidence } from '../status/index';
import type { Analysis } from './analyse';

/**
 * The review bundle: the machine-readable face of an analysis, format "loreview-bundle/1". Others import it,
 * so keys are added and never taken away. docs/bundle.md describes each.
 */
export interface Bundle {
  readonly format: 'loreview-bundle/1';
  readonly series: readonly BundleSeries[];
  readonly remarks: readonly BundleRemark[];
  /** Mails that belong to no series, or whose remarks found no place. */
  readonly unplacedMails: readonly MessageId[];
}

export interface BundleSeries {
  readonly title: string;
  readonly slug: string;
  readonly author: string;
  readonly versions: readonly BundleVersion[];
  readonly patchPairs: Series['patchPairs'];
  readonly trailers: readonly BundleTrailer[];
  /** Whose turn the series is; null where mail does not tell. */
  readonly turn: BundleTurn | null;
  /** The same for each patch of the newest version, by number, and for each remark that asks. */
  readonly turns: {
    readonly patches: readonly {
      readonly number: number;
      readonly patch: MessageId | null;
      readonly turn: BundleTurn | null;
    }[];
    readonly discussions: readonly {
      readonly reply: MessageId;
      readonly block: number;
      readonly turn: BundleTurn | null;
    }[];
  };
  /** How far it has come on its way upstream. */
  readonly progress: BundleProgress;
  /** Patches that somebody else posted again: where they landed. */
  readonly reposts: readonly {
    readonly mail: MessageId;
    readonly of: MessageId;
    readonly by: string;
    /** The release tree of a backport; null for the main line. */
    readonly tree: string | null;
    readonly evidence: Repost['evidence'];
  }[];
  /** Versions that mail tells of and that are not held. */
  readonly absent: readonly Omit<Absent, 'numbers'>[];
  /** Series that may be this one: what speaks for it falls short of joining them. */
  readonly maybe: readonly {
    readonly posting: MessageId;
    readonly other: MessageId;
    readonly score: number;
    readonly evidence: Maybe['signals'];
  }[];
}

export interface BundleVersion {
  readonly version: number;
  readonly label: string;
  readonly rfc: boolean;
  readonly resend: boolean;
  readonly date: string | null;
  readonly cover: MessageId | null;
  /** Message-ID of 1/n, 2/n ...; null for a patch that is not held. */
  readonly patches: readonly (MessageId | null)[];
  /** Label of the version a partial re-roll replaces patches of. */
  readonly partialOf: string | null;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly linkedBy: readonly string[];
  /** The same signals with the mails they rest on. */
  readonly evidence: readonly {
    readonly kind: string;
    readonly because: readonly MessageId[];
    readonly why: string;
  }[];
}

/** Who has to act next. */
export interface BundleTurn {
  readonly waitingOn: 'author' | 'reviewers' | 'maintainer' | 'nobody';
  /** "A Name <a@example.org>"; empty for nobody, and where mail names none. */
  readonly people: readonly string[];
  readonly since: string | null;
  readonly why: string;
  /** Mails that gave it. */
  readonly evidence: readonly MessageId[];
}

/** How far a series has come, with each patch that is on its way and everything that mails tell of the way. */
export interface BundleProgress {
  readonly stage: string;
  readonly since: string | null;
  readonly why: string;
  /** Mails it rests on. */
  readonly evidence: readonly MessageId[];
  /** What a person said of it or posted last: whether it has stalled depends on the day the bundle is read. Null when no word has a date. */
  readonly lastWord: { readonly date: string; readonly by: string; readonly mail: MessageId } | null;
  readonly patches: readonly {
    readonly title: string;
    /** The title under which somebody else took it; null when it kept its own. */
    readonly retitled: string | null;
    /** Its number in the newest version; null when that no longer has it. */
    readonly number: number | null;
    readonly stage: string;
    readonly since: string | null;
    readonly why: string;
    readonly evidence: readonly MessageId[];
    /** The commit of a followed tree that it became; null where none is known. */
    readonly commit: { readonly hash: string; readonly tree: string } | null;
  }[];
  readonly steps: readonly {
    readonly kind: string;
    readonly date: string | null;
    readonly by: string | null;
    readonly what: string;
    readonly mails: readonly MessageId[];
    /** Titles of the patches it is for; null for all. */
    readonly patches: readonly string[] | null;
    /** A tree, a branch, a release, as the mail writes it. */
    readonly where: string | null;
    readonly commits: readonly {
      /** Of the patch. */
      readonly title: string;
      readonly commit: string;
      /** What a tree tells of it; left out for what a mail names. */
      readonly found?: Found;
    }[];
    /** Remarks that had spoken of what a fix or a revert changes; left out for other steps. */
    readonly between?: Between;
    readonly brought?: Brought;
    readonly warnings?: readonly Warning[];
  }[];
}

/** A trailer given in a reply. */
export interface BundleTrailer {
  readonly name: string;
  readonly person: string;
  readonly mail: MessageId;
  /** The patch it was given to; null when it was given to a cover letter, so to all patches. */
  readonly patch: MessageId | null;
  /** Whether it still holds on the newest version, with the reason. */
  readonly holds: Holds;
  readonly why: string;
  /** Label of the first version that carries it, and labels of those before that did not. */
  readonly pickedUpIn: string | null;
  readonly missedIn: readonly string[];
}

export interface BundleRemark {
  readonly reply: MessageId;
  readonly block: number;
  readonly text: string;
  readonly from: string;
  readonly date: string | null;
  readonly kind: Remark['kind'];
  readonly patch: MessageId | null;
  readonly part: 'diff' | 'message' | 'cover' | null;
  readonly bodyLine: number | null;
  readonly path: string | null;
  readonly side: 'old' | 'new' | null;
  readonly line: number | null;
  readonly precise: boolean | null;
  readonly anchor: Anchor['kind'];
  readonly why: string | null;
  readonly answers: { readonly reply: MessageId; readonly block: number } | null;
  /** Whether it asks for something; only then it has a state. */
  readonly asks: boolean;
  readonly state: State | null;
  /** Number of the version in which nothing essential of the ask is left. */
  readonly addressedIn: number | null;
  readonly stateWhy: string | null;
  /** Mails the state rests on. */
  readonly evidence: readonly MessageId[];
}

/** What a bundle tells, series by series. Mails that share no key (`seriesKeys`) can be told in parts of their own. */
export interface BundlePart {
  readonly series: readonly { readonly told: BundleSeries; readonly remarks: readonly BundleRemark[] }[];
  /** Mails that belong to no series. */
  readonly outside: readonly MessageId[];
}

/** Tells an analysis as a bundle. Dates are ISO 8601 in UTC, lines count from 1. */
export function bundleOf(analysis: Analysis): Bundle {
  return bundleOfPart(bundlePart(analysis));
}

export function bundlePart(analysis: Analysis): BundlePart {
  const { series, outside } = analysis.recognition;
  return {
    series: series.map((one) => ({
      told: bundleSeries(one, analysis),
      remarks: bundleRemarks(one, analysis),
    })),
    outside,
  };
}

/** The part of all mails together, in whatever order their parts come. */
export function joinParts(parts: readonly BundlePart[]): BundlePart {
  const series = parts.flatMap((part) => part.series).sort((a, b) => byStart(a.told, b.told));
  const slugs = slugsApart(series.map(({ told }) => told.slug));
  return {
    series: series.map(({ told, remarks }, index) => ({
      told: { ...told, slug: slugs[index] ?? told.slug },
      remarks,
    })),
    outside: parts.flatMap(({ outside }) => outside).sort(byText),
  };
}

export function bundleOfPart({ series, outside }: BundlePart): Bundle {
  const remarks = series.flatMap((one) => one.remarks);
  const lost = remarks.flatMap(({ anchor, reply }) => (anchor === 'unplaced' ? [reply] : []));
  return {
    format: 'loreview-bundle/1',
    series: series.map(({ told }) => told),
    remarks,
    unplacedMails: [...new Set([...outside, ...lost])],
  };
}

/** As series are ordered: by the date of the oldest version, one without a date last, then by its first posting. */
function byStart(a: BundleSeries, b: BundleSeries): number {
  const [one, other] = [a.versions[0], b.versions[0]];
  return byText(one?.date ?? 'never', other?.date ?? 'never') || byText(firstOf(one), firstOf(other));
}

function firstOf(version: BundleVersion | undefined): string {
  return version?.cover ?? version?.patches.find((id) => id !== null) ?? '';
}

function bundleSeries(series: Series, analysis: Analysis): BundleSeries {
  return {
    title: series.title,
    slug: series.slug,
    author: mailbox(series.author.name, series.author.addresses[0] ?? series.author.key),
    versions: series.versions.map(bundleVersion),
    patchPairs: series.patchPairs,
    trailers: (analysis.statuses.get(series.slug)?.tags ?? []).map((tag) => ({
      name: tag.key,
      person: tag.value,
      mail: tag.mail,
      patch: tag.scope === 'patch' ? (tag.posting ?? null) : null,
      holds: tag.holds,
      why: tag.why,
      pickedUpIn: tag.pickedUp?.in ?? null,
      missedIn: tag.pickedUp?.missedIn ?? [],
    })),
    turn: bundleTurn(analysis.statuses.get(series.slug)?.turn),
    turns: bundleTurns(series, analysis),
    progress: bundleProgress(series, analysis),
    reposts: series.reposts.map(({ mail, of, by, tree, evidence }) => ({
      mail,
      of,
      by: mailbox(by.name, by.address),
      tree: tree === '' ? null : tree,
      evidence,
    })),
    absent: series.absent.map(({ what, ids, evidence }) => ({ what, ids, evidence })),
    maybe: series.maybe.map(({ posting, other, score, signals }) => ({
      posting,
      other,
      score,
      evidence: signals,
    })),
  };
}

function bundleTurns(series: Series, analysis: Analysis): BundleSeries['turns'] {
  const turns = analysis.statuses.get(series.slug)?.turns;
  return {
    patches: (turns?.patches ?? []).map((one) => ({
      number: one.number,
      patch: one.mail ?? null,
      turn: bundleTurn(one),
    })),
    discussions: (turns?.discussions ?? []).map((one) => ({
      reply: one.reply,
      block: one.block,
      turn: bundleTurn(one),
    })),
  };
}

function bundleProgress(series: Series, analysis: Analysis): BundleProgress {
  const progress = analysis.progress.get(series.slug);
  const discussion = analysis.discussions.get(series.slug);
  const word = discussion && lastWordOf(series, discussion);
  const titleOf = (row: number): string => series.lineages[row]?.title ?? '';
  return {
    stage: progress?.stage ?? 'unknown',
    since: progress?.since?.toISOString() ?? null,
    why: progress?.why ?? '',
    evidence: progress?.evidence ?? [],
    lastWord: word ? { date: word.at.toISOString(), by: word.by, mail: word.mail } : null,
    patches: (progress?.rows ?? []).map(({ row, stage, since, why, evidence, retitled, commit }) => ({
      title: titleOf(row),
      retitled: retitled ?? null,
      number: series.lineages[row]?.cells.at(-1) ?? null,
      stage,
      since: since?.toISOString() ?? null,
      why,
      evidence,
      commit: commit ?? null,
    })),
    steps: (progress?.steps ?? []).map(
      ({ kind, date, between, brought, by, what, mails, rows, where, commits, warnings }) => ({
        kind,
        date: date?.toISOString() ?? null,
        ...(between && { between }),
        ...(brought && { brought }),
        by: by ?? null,
        what,
        mails,
        patches: rows?.map(titleOf) ?? null,
        where: where ?? null,
        commits: commits.map(({ row, commit, found }) => ({
          title: titleOf(row),
          commit,
          ...(found && { found }),
        })),
        ...(warnings && { warnings }),
      }),
    ),
  };
}

/** The format has no word for what is not known. */
function bundleTurn(turn: Turn | undefined): BundleTurn | null {
  if (!turn || turn.waitingOn === 'unknown') return null;
  return {
    waitingOn: turn.waitingOn,
    people: turn.people.map(({ name, address }) => mailbox(name, address)),
    since: turn.since?.toISOString() ?? null,
    why: turn.why,
    evidence: [...new Set(turn.evidence.flatMap(mailOf))],
  };
}

function bundleVersion(version: Version): BundleVersion {
  return {
    version: version.version,
    label: version.label,
    rfc: version.isRfc,
    resend: version.isResend,
    date: version.date?.toISOString() ?? null,
    cover: version.cover?.kind === 'held' ? version.cover.mail : null,
    patches: version.patches.map(heldId),
    partialOf: version.partialOf ?? null,
    changeId: version.changeId ?? null,
    baseCommit: version.baseCommit ?? null,
    linkedBy: [...new Set(version.linkedBy.map((signal) => signal.kind))],
    evidence: version.linkedBy,
  };
}

/** A carried patch is not part of this posting: a partial re-roll names only what was sent. */
function heldId(slot: PatchSlot): MessageId | null {
  return slot.kind === 'held' ? slot.mail : null;
}

function bundleRemarks(series: Series, analysis: Analysis): readonly BundleRemark[] {
  const remarks = analysis.discussions.get(series.slug)?.remarks ?? [];
  const statuses = new Map(
    (analysis.statuses.get(series.slug)?.remarks ?? []).map((one) => [`${one.block} ${one.reply}`, one]),
  );
  const numberOf = new Map(series.versions.map(({ label, version }) => [label, version]));
  return remarks.map((remark) => {
    const status = statuses.get(`${remark.block} ${remark.reply}`);
    return bundleRemark(remark, status, numberOf);
  });
}

function bundleRemark(
  remark: Remark,
  status: RemarkStatus | undefined,
  numberOf: ReadonlyMap<string, number>,
): BundleRemark {
  const { anchor } = remark;
  const line = anchor.kind === 'line' ? anchor : undefined;
  return {
    reply: remark.reply,
    block: remark.block,
    text: remark.text,
    from: mailbox(remark.from.name, remark.from.address),
    date: remark.date?.toISOString() ?? null,
    kind: remark.kind,
    patch: 'patch' in anchor ? anchor.patch : null,
    part: line ? partOf(line.part) : null,
    bodyLine: line?.bodyLine ?? null,
    path: line?.at?.path ?? (anchor.kind === 'file' ? anchor.path : null),
    side: line?.at?.side ?? null,
    line: line?.at?.line ?? null,
    precise: line?.precise ?? null,
    anchor: anchor.kind,
    why: 'why' in anchor ? anchor.why : null,
    answers: remark.answers ? { reply: remark.answers.reply, block: remark.answers.block } : null,
    asks: status?.asks ?? false,
    state: status?.state ?? null,
    addressedIn: status?.addressedIn === undefined ? null : (numberOf.get(status.addressedIn) ?? null),
    stateWhy: status?.why ?? null,
    evidence: [...new Set((status?.evidence ?? []).flatMap(mailOf))],
  };
}

function mailOf(evidence: TurnEvidence): readonly MessageId[] {
  return 'mail' in evidence ? [evidence.mail] : [];
}

/** The bundle knows three parts: notes and diffstat stand outside the diff, with the message. */
function partOf(part: AnchorPart): 'diff' | 'message' | 'cover' {
  return part === 'notes' || part === 'diffstat' ? 'message' : part;
}

function mailbox(name: string, address: string): string {
  return name ? `${name} <${address}>` : address;
}
