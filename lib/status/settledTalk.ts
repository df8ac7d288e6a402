import type { Recognition, Series } from '../series/index';
import type { Cast } from './cast';
import type { Evidence, RemarkStatus, Turn } from './status';
import type { Asked } from './talk';
import type { Hold } from './talkTurn';

/**
 * The turn of a talk from who holds it and from what became of its remark: what versions, tags and people's corrections
 * settled is nobody's; what a version changed waits for the word of who asked.
 */
export function talkTurn(
  { remark }: Asked,
  hold: Hold,
  status: RemarkStatus | undefined,
  recognition: Recognition,
  series: Series,
  cast: Cast,
): Turn {
  const writer = [cast.boxOf(remark.from)];
  const corrected = status?.evidence[0]?.kind === 'correction';
  if (corrected || !status) {
    if (!status?.asks) return tell('nobody', hold, status?.why ?? 'it asks for nothing');
    if (status.state === 'resolved' || status.state === 'moot')
      return tell('nobody', hold, status.why, status.evidence);
    if (status.state === 'open' || status.state === 'promised')
      return tell('author', hold, status.why, status.evidence);
    return { ...tell('reviewers', hold, status.why, status.evidence), people: writer };
  }
  const changed = series.versions.find(({ label }) => label === status.addressedIn);
  const isSaidAfter = changed?.date && hold.since && hold.since > changed.date;
  if (status.state === 'addressed' && !isSaidAfter)
    return {
      ...tell('reviewers', { ...hold, since: changed?.date }, status.why, status.evidence),
      people: writer,
    };
  // A promise that was thanked for is not yet kept: only a version or a tag settles it.
  const isKept = changed !== undefined || status.evidence.some(({ kind }) => kind === 'tag');
  const isMoot = status.state === 'moot';
  if (isMoot || (status.state === 'resolved' && (isKept || hold.isPromised !== true))) {
    const last = dateOf(status.evidence, recognition) ?? hold.since;
    return tell('nobody', { ...hold, since: last }, status.why, status.evidence);
  }
  if (status.state === 'rejected' && isKept) return tell('nobody', hold, status.why, status.evidence);
  if (hold.on === 'author' || hold.on === 'nobody') return tell(hold.on, hold, hold.why);
  return { ...tell('reviewers', hold, hold.why), people: hold.on };
}

function tell(
  waitingOn: Turn['waitingOn'],
  { since, evidence }: Hold,
  why: string,
  also: readonly Evidence[] = [],
): Turn {
  return { waitingOn, people: [], since, why, evidence: also.length > 0 ? also : evidence };
}

/** The day of the last mail that settled it. */
function dateOf(evidence: readonly Evidence[], recognition: Recognition): Date | undefined {
  const dates = evidence.flatMap((one) => {
    const date = 'mail' in one ? recognition.byId.get(one.mail)?.mail.date : undefined;
    return date ? [date.getTime()] : [];
  });
  return dates.length > 0 ? new Date(Math.max(...dates)) : undefined;
}
