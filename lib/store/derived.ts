import type pg from 'pg';
import type { Analysis } from '../analysis/index';
import type { Anchor, Discussion, Remark } from '../discussion/index';
import type { FileDiff } from '../patch/index';
import { codeLinksOf, landingKeys, paceOf, type Pace, type Progress } from '../progress/index';
import type { Carried, RemarkStatus, Status, Tag } from '../status/index';
import type { PatchSlot, Recognition, Series, Version } from '../series/index';
import type { Mailbox, MessageId } from '../mail/index';
import { remarkVector } from '../search/index';
import type { Maintainers } from '../maintainers/index';
import { triageFacts, type TriageFacts } from '../triage/index';
import { changing, newsFor } from './commits';
import { inTransaction } from './database';
import { settle, type PendingMark } from './pending';
import { drawIds, insertRows } from './rows';

/** What was made of one cluster, ready to take the place of what was there. */
export interface DerivedCluster {
  /** What was asked for when it was begun. */
  readonly marks: readonly PendingMark[];
  readonly messageIds: readonly MessageId[];
  readonly analysis: Analysis;
  readonly analysisVersion: number;
  /** Message-IDs of the bundled sample. */
  readonly samples: ReadonlySet<MessageId>;
  /** Who looks after files, where a MAINTAINERS file is set. */
  readonly maintainers?: Maintainers;
  /** The last change of commits (`lastChange`) before those it was derived with were read. */
  readonly commitsUntil: string;
}

interface OldSeries {
  readonly id: number;
  readonly slug: string;
  readonly message_ids: readonly string[];
}

/**
 * Puts the series of some clusters in the place of what was derived of their mails before, in one transaction that also
 * takes the pending marks away. A series keeps its slug as long as it keeps most of its mails.
 */
export async function replaceSeries(clusters: readonly DerivedCluster[]): Promise<void> {
  await inTransaction(async (client) => {
    await changing(client);
    const old = await oldSeries(
      client,
      clusters.flatMap((cluster) => cluster.messageIds),
    );
    await client.query('DELETE FROM series WHERE id = ANY($1::int[])', [old.map((series) => series.id)]);
    const made = clusters.flatMap((cluster) =>
      cluster.analysis.recognition.series.map((series) => ({ cluster, series })),
    );
    const slugs = await chooseSlugs(
      client,
      made.map(({ series }) => series),
      old,
    );
    const ids = await drawIds(client, 'series', made.length);
    const named = made.map((one, index) => ({
      ...one,
      id: ids[index] ?? 0,
      slug: slugs[index] ?? one.series.slug,
      triage: triageFacts(one.cluster.analysis, one.series, one.cluster.maintainers),
      pace: paceIn(one),
    }));
    await insertRows(client, 'series', named.map(seriesRow));
    await insertRows(client, 'stage_move', named.flatMap(moveRows));
    await insertRows(client, 'series_part', named.flatMap(partRows));
    await insertRows(client, 'series_commit_key', named.flatMap(commitKeyRows));
    await insertRows(client, 'code_link', named.flatMap(codeLinkRows));
    await insertRows(client, 'series_mail', named.flatMap(mailRows));
    await insertVersions(client, named);
    await insertRows(client, 'remark', named.flatMap(remarkRows));
    await insertRows(client, 'remark_words', named.flatMap(remarkWordRows));
    await insertRows(client, 'tag', named.flatMap(tagRows));
    await insertRows(client, 'carried_remark', named.flatMap(carriedRows));
    await settle(
      client.query.bind(client),
      clusters.flatMap((cluster) => cluster.marks),
    );
    const [until] = clusters.map(({ commitsUntil }) => BigInt(commitsUntil)).sort((a, b) => (a < b ? -1 : 1));
    await newsFor(client, ids, String(until ?? 0));
  });
}

/** A series as its cluster made it. */
interface MadeSeries {
  readonly series: Series;
  readonly cluster: DerivedCluster;
}

interface NamedSeries extends MadeSeries {
  readonly id: number;
  readonly slug: string;
  readonly triage: TriageFacts;
  readonly pace: Pace;
}

async function oldSeries(
  client: pg.PoolClient,
  messageIds: readonly string[],
): Promise<readonly OldSeries[]> {
  const { rows } = await client.query<OldSeries>(
    `SELECT series.id, series.slug, array_agg(series_mail.message_id) AS message_ids FROM series JOIN series_mail ON series_id = series.id
     WHERE series.id IN (SELECT series_id FROM series_mail WHERE message_id = ANY($1::text[])) GROUP BY series.id ORDER BY series.id`,
    [messageIds],
  );
  return rows;
}

/** The slug of the old series that shares most mails, each given once; else its own, numbered when it is taken. */
async function chooseSlugs(
  client: pg.PoolClient,
  made: readonly Series[],
  old: readonly OldSeries[],
): Promise<readonly string[]> {
  const slugOfMail = new Map(
    old.flatMap((series) => series.message_ids.map((id) => [id, series.slug] as const)),
  );
  const shared = made.flatMap((series, index) => {
    const counts = new Map<string, number>();
    for (const id of series.mails) {
      const slug = slugOfMail.get(id);
      if (slug !== undefined) counts.set(slug, (counts.get(slug) ?? 0) + 1);
    }
    return [...counts].map(([slug, count]) => ({ index, slug, count }));
  });
  const chosen = new Map<number, string>();
  const given = new Set<string>();
  for (const { index, slug } of shared.sort((a, b) => b.count - a.count || a.index - b.index)) {
    if (chosen.has(index) || given.has(slug)) continue;
    chosen.set(index, slug);
    given.add(slug);
  }
  const wanted = made.flatMap((series, index) => (chosen.has(index) ? [] : [series.slug]));
  const { rows } = await client.query<{ slug: string }>(
    `SELECT slug FROM series WHERE slug = ANY($1::text[]) OR regexp_replace(slug, '-[0-9]+$', '') = ANY($1::text[])`,
    [wanted],
  );
  const taken = new Set([...rows.map((row) => row.slug), ...given]);
  return made.map((series, index) => {
    let slug = chosen.get(index) ?? series.slug;
    for (let number = 2; !chosen.has(index) && taken.has(slug); number += 1)
      slug = `${series.slug}-${number}`;
    taken.add(slug);
    return slug;
  });
}

function discussionOf({ series, cluster }: MadeSeries): Discussion {
  const discussion = cluster.analysis.discussions.get(series.slug);
  if (!discussion) throw new Error(`No discussion was derived for the series "${series.slug}".`);
  return discussion;
}

function statusOf({ series, cluster }: MadeSeries): Status {
  const status = cluster.analysis.statuses.get(series.slug);
  if (!status) throw new Error(`No status was derived for the series "${series.slug}".`);
  return status;
}

function progressOf({ series, cluster }: MadeSeries): Progress {
  const progress = cluster.analysis.progress.get(series.slug);
  if (!progress) throw new Error(`No progress was derived for the series "${series.slug}".`);
  return progress;
}

function paceIn(made: MadeSeries): Pace {
  const { recognition } = made.cluster.analysis;
  return paceOf(recognition, made.series, discussionOf(made), statusOf(made), progressOf(made));
}

function mailboxText({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address;
}

function seriesRow(named: NamedSeries) {
  const { id, slug, series, cluster, pace } = named;
  const { turn, turnsOver } = statusOf(named);
  const { stage, since, ...progress } = progressOf(named);
  const dates = series.mails.flatMap((mail) => cluster.analysis.recognition.byId.get(mail)?.mail.date ?? []);
  const times = dates.map((date) => date.getTime());
  return {
    id,
    slug,
    title: series.title,
    author_key: series.author.key,
    author_name: series.author.name,
    lists: series.lists,
    people: series.people,
    lineages: series.lineages,
    reposts: series.reposts,
    turn_on: turn.waitingOn,
    turn_people: turn.people.map(mailboxText),
    turn_since: turn.since ?? null,
    turn_why: turn.why,
    turn_evidence: turn.evidence,
    turns_over: turnsOver(),
    absent: series.absent,
    maybe: series.maybe,
    objections: statusOf(named).objections,
    triage: named.triage.series,
    newest_label: series.versions.at(-1)?.label ?? '',
    first_at: times.length > 0 ? new Date(Math.min(...times)) : null,
    last_at: times.length > 0 ? new Date(Math.max(...times)) : null,
    mail_count: series.mails.length,
    remark_count: discussionOf(named).remarks.length,
    stage,
    stage_since: since ?? null,
    progress,
    last_word_at: pace.lastWord?.at ?? null,
    last_word_by: pace.lastWord?.by ?? null,
    last_word_mail: pace.lastWord?.mail ?? null,
    applied_at: pace.appliedAt ?? null,
    mainline_at: pace.mainlineAt ?? null,
    untagged: pace.untagged,
    undated: pace.undated,
    is_sample: series.mails.every((mail) => cluster.samples.has(mail)),
    analysis_version: cluster.analysisVersion,
    derived_at: new Date(),
  };
}

function moveRows({ id, pace }: NamedSeries) {
  return pace.moves.map(({ day, stage, patches }) => ({
    series_id: id,
    day: day.toISOString().slice(0, 10),
    stage,
    patches,
  }));
}

function partRows({ id, triage }: NamedSeries) {
  return triage.parts.map((part) => ({
    series_id: id,
    person: part.key,
    addresses: part.addresses,
    part,
    name: part.name,
    is_author: part.isAuthor,
    remarks: part.remarks,
    tags: part.tags.hold + part.tags.stale,
  }));
}

function codeLinkRows({ id, series, cluster }: NamedSeries) {
  return codeLinksOf(cluster.analysis.recognition, series).map((link, position) => ({
    series_id: id,
    position,
    host: link.host,
    repository: link.repository,
    kind: link.kind,
    what: link.what,
    url: link.url,
    is_named: link.isNamed,
    mail: link.mail,
    sent_at: link.date ?? null,
    by: link.by,
    sentence: link.sentence,
    mails: link.mails,
  }));
}

function commitKeyRows(named: NamedSeries) {
  const { id, series, cluster } = named;
  return landingKeys(cluster.analysis.recognition, series, progressOf(named)).map((key) => ({
    series_id: id,
    key,
  }));
}

function mailRows(named: NamedSeries) {
  const { id, series, cluster } = named;
  const { byId, parentOf, postingOf } = cluster.analysis.recognition;
  const discussion = discussionOf(named);
  const silent = new Map(discussion.silent.map((one) => [one.reply, one.why]));
  return series.mails.map((mail) => {
    const kind = byId.get(mail)?.kind ?? 'other';
    return {
      series_id: id,
      message_id: mail,
      kind,
      parent: parentOf.get(mail) ?? null,
      posting: kind === 'cover' || kind === 'patch' ? mail : (postingOf.get(mail) ?? null),
      silent_why: silent.get(mail) ?? null,
      lines: kind === 'reply' ? (discussion.lines.get(mail) ?? null) : null,
    };
  });
}

async function insertVersions(client: pg.PoolClient, all: readonly NamedSeries[]): Promise<void> {
  const versions = all.flatMap((named) =>
    named.series.versions.map((version, ordinal) => ({
      seriesId: named.id,
      ordinal,
      version,
      answer: named.pace.firstAnswers[ordinal],
      recognition: named.cluster.analysis.recognition,
      turns: ordinal === named.series.versions.length - 1 ? statusOf(named).turns.patches : [],
    })),
  );
  const ids = await drawIds(client, 'version', versions.length);
  await insertRows(
    client,
    'version',
    versions.map(({ seriesId, ordinal, version, answer }, index) => ({
      ...versionRow(ids[index] ?? 0, seriesId, ordinal, version),
      first_answer_at: answer?.at ?? null,
      first_answer_by: answer?.by ?? null,
      first_answer_mail: answer?.mail ?? null,
    })),
  );
  const patches = versions.flatMap(({ version, recognition, turns }, index) =>
    version.patches.map((slot) => ({
      versionId: ids[index] ?? 0,
      slot,
      recognition,
      turn: turns.find(({ number }) => number === slot.number),
    })),
  );
  const patchIds = await drawIds(client, 'patch', patches.length);
  await insertRows(
    client,
    'patch',
    patches.map(({ versionId, slot, recognition, turn }, index) => ({
      ...patchRow(patchIds[index] ?? 0, versionId, slot, recognition),
      turn: turn ?? null,
    })),
  );
}

function versionRow(id: number, seriesId: number, ordinal: number, version: Version) {
  return {
    id,
    series_id: seriesId,
    ordinal,
    label: version.label,
    slug: version.slug,
    version: version.version,
    is_rfc: version.isRfc,
    is_preview: version.isPreview,
    is_resend: version.isResend,
    sent_at: version.date ?? null,
    cover_id: version.cover?.mail ?? null,
    is_cover_held: version.cover?.kind === 'held',
    cover_title: version.cover?.kind === 'held' ? version.cover.title : null,
    partial_of: version.partialOf ?? null,
    change_id: version.changeId ?? null,
    base_commit: version.baseCommit ?? null,
    linked_by: version.linkedBy,
    sender_key: version.sender.key,
    sender_name: version.sender.name,
  };
}

function patchRow(id: number, versionId: number, slot: PatchSlot, recognition: Recognition) {
  const carried = slot.kind === 'carried' ? recognition.byId.get(slot.mail) : undefined;
  const patch = slot.kind === 'held' ? slot.patch : carried?.kind === 'patch' ? carried.patch : undefined;
  return {
    id,
    version_id: versionId,
    number: slot.number,
    kind: slot.kind,
    message_id: slot.mail ?? null,
    title: slot.title ?? null,
    author_name:
      slot.kind === 'held' ? slot.author.name || slot.author.address : (carried?.mail.from.name ?? null),
    patch_id: patch?.patchId ?? null,
    files: (patch?.files ?? []).map(fileCount),
  };
}

function fileCount(file: FileDiff) {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  return {
    path: file.newPath ?? file.oldPath ?? '',
    added: lines.filter((line) => line.sign === '+').length,
    deleted: lines.filter((line) => line.sign === '-').length,
    change: file.change,
  };
}

function remarkRows(named: NamedSeries) {
  const discussion = discussionOf(named);
  const places = new Map<string, { readonly conversation: number; readonly position: number }>();
  discussion.conversations.forEach((conversation, number) => {
    conversation.remarks.forEach((ref, position) =>
      places.set(`${ref.block} ${ref.reply}`, { conversation: number, position }),
    );
  });
  const statuses = new Map(statusOf(named).remarks.map((one) => [`${one.block} ${one.reply}`, one]));
  return discussion.remarks.map((remark) => {
    const place = places.get(`${remark.block} ${remark.reply}`);
    if (!place) throw new Error(`Remark ${remark.block} of ${remark.reply} lies in no conversation.`);
    return remarkRow(named.id, remark, place, statuses.get(`${remark.block} ${remark.reply}`));
  });
}

function remarkRow(
  seriesId: number,
  remark: Remark,
  place: { readonly conversation: number; readonly position: number },
  status: RemarkStatus | undefined,
) {
  return {
    // The id comes from its sequence: nothing refers to it.
    series_id: seriesId,
    reply: remark.reply,
    block: remark.block,
    start_line: remark.start,
    end_line: remark.end,
    text: remark.text,
    from_name: remark.from.name,
    from_address: remark.from.address,
    sent_at: remark.date ?? null,
    kind: remark.kind,
    anchor: remark.anchor,
    anchor_kind: remark.anchor.kind,
    patch: postingOf(remark.anchor),
    body_line: remark.anchor.kind === 'line' ? remark.anchor.bodyLine : null,
    answers_reply: remark.answers?.reply ?? null,
    answers_block: remark.answers?.block ?? null,
    quote: remark.quote,
    counter_diffs: remark.counterDiffs,
    trailers: remark.trailers,
    asks: status?.asks ?? false,
    state: status?.state ?? null,
    made_on: status?.version ?? null,
    addressed_in: status?.addressedIn ?? null,
    state_why: status?.why ?? null,
    evidence: status?.evidence ?? [],
    conversation: place.conversation,
    position: place.position,
  };
}

/** What the remarks of a series are found by. */
function remarkWordRows(named: NamedSeries) {
  const { byId } = named.cluster.analysis.recognition;
  return discussionOf(named).remarks.map((remark) => ({
    series_id: named.id,
    reply: remark.reply,
    block: remark.block,
    // Remarks without a date come last.
    sent_at: remark.date ?? new Date(0),
    words: remarkVector({
      text: remark.text,
      subject: byId.get(remark.reply)?.mail.subject ?? '',
      from: remark.from,
    }),
  }));
}

function postingOf(anchor: Anchor): MessageId | null {
  return 'patch' in anchor ? anchor.patch : null;
}

function tagRows(named: NamedSeries) {
  return statusOf(named).tags.map((tag: Tag) => ({
    series_id: named.id,
    key: tag.key,
    value: tag.value,
    name: tag.person.name,
    address: tag.person.address.toLowerCase(),
    mail: tag.mail,
    block: tag.block,
    given_at: tag.date ?? null,
    version: tag.version ?? null,
    posting: tag.posting ?? null,
    patches: tag.patches,
    scope: tag.scope,
    holds: tag.holds,
    why: tag.why,
    picked_up: tag.pickedUp ?? null,
  }));
}

function carriedRows(named: NamedSeries) {
  return statusOf(named).carried.map(({ reply, block, patch, version, place }: Carried) => ({
    series_id: named.id,
    reply,
    block,
    patch,
    version,
    kind: place.kind,
    body_line: 'bodyLine' in place ? place.bodyLine : null,
    path: 'path' in place ? place.path : null,
    why: 'why' in place ? place.why : null,
  }));
}
