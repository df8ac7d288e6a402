import { lineRuns } from '../discussion/index';
import { codeLinksOf, landingKeys } from '../progress/index';
import type { Recognition, Series } from '../series/index';
import { discussionOf, mailboxText, progressOf, statusOf, type PlacedSeries } from './derived';

export function seriesRow(placed: PlacedSeries) {
  const { place, series, cluster, pace } = placed;
  const { turn, turnsOver } = statusOf(placed);
  const { turns, everyDays } = turnsOver();
  const { stage, since, ...progress } = progressOf(placed);
  const dates = series.mails.flatMap((mail) => cluster.analysis.recognition.byId.get(mail)?.mail.date ?? []);
  const times = dates.map((date) => date.getTime());
  return {
    // Both are given where it is stored.
    id: place,
    slug: String(place),
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
    turns_over: turns,
    turn_days: everyDays,
    absent: series.absent,
    maybe: series.maybe,
    objections: statusOf(placed).objections,
    triage: placed.triage.series,
    newest_label: series.versions.at(-1)?.label ?? '',
    first_at: times.length > 0 ? new Date(Math.min(...times)) : null,
    last_at: times.length > 0 ? new Date(Math.max(...times)) : null,
    mail_count: series.mails.length,
    remark_count: discussionOf(placed).remarks.length,
    stage,
    stage_since: since ?? null,
    progress,
    last_word_at: pace.lastWord?.at ?? null,
    last_word_by: pace.lastWord?.by ?? null,
    last_word_mail: pace.lastWord?.mail ?? null,
    moved_at: pace.movedAt ?? null,
    applied_at: pace.appliedAt ?? null,
    mainline_at: pace.mainlineAt ?? null,
    untagged: pace.untagged,
    upstream: pace.upstream ?? null,
    undated: pace.undated,
    is_sample: series.mails.every((mail) => cluster.samples.has(mail)),
    only_reposts: isOnlyReposts(series, cluster.analysis.recognition),
    analysis_version: cluster.analysisVersion,
    derived_at: cluster.at,
  };
}

/** True when no patch is held of it but some of other series that somebody posted again among others: these tell of it. */
function isOnlyReposts({ versions }: Series, recognition: Recognition): boolean {
  if (versions.every(({ patches }) => patches.every(({ kind }) => kind === 'held'))) return false;
  const held = versions.flatMap(({ patches }) =>
    patches.flatMap((slot) => (slot.kind === 'held' ? slot.mail : [])),
  );
  if (held.length === 0) return false;
  const again = new Set(recognition.series.flatMap(({ reposts }) => reposts.map(({ mail }) => mail)));
  return held.every((mail) => again.has(mail));
}

export function moveRows({ place, pace }: PlacedSeries) {
  return pace.moves.map(({ day, stage, patches }) => ({
    series_id: place,
    day: day.toISOString().slice(0, 10),
    stage,
    patches,
  }));
}

export function partRows({ place, triage }: PlacedSeries) {
  return triage.parts.map((part) => ({
    series_id: place,
    person: part.key,
    addresses: part.addresses,
    part,
    name: part.name,
    is_author: part.isAuthor,
    remarks: part.remarks,
    tags: part.tags.hold + part.tags.stale,
  }));
}

export function codeLinkRows({ place, series, cluster }: PlacedSeries) {
  return codeLinksOf(cluster.analysis.recognition, series).map((link, position) => ({
    series_id: place,
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

export function commitKeyRows(placed: PlacedSeries) {
  const { place, series, cluster } = placed;
  return landingKeys(cluster.analysis.recognition, series, progressOf(placed)).map((key) => ({
    series_id: place,
    key,
  }));
}

export function mailRows(placed: PlacedSeries) {
  const { place, series, cluster } = placed;
  const { byId, parentOf, postingOf } = cluster.analysis.recognition;
  const discussion = discussionOf(placed);
  const silent = new Map(discussion.silent.map((one) => [one.reply, one.why]));
  return series.mails.map((mail) => {
    const kind = byId.get(mail)?.kind ?? 'other';
    const lines = kind === 'reply' ? discussion.lines.get(mail) : undefined;
    return {
      series_id: place,
      message_id: mail,
      kind,
      parent: parentOf.get(mail) ?? null,
      posting: kind === 'cover' || kind === 'patch' ? mail : (postingOf.get(mail) ?? null),
      silent_why: silent.get(mail) ?? null,
      lines: lines ? lineRuns(lines) : null,
    };
  });
}
