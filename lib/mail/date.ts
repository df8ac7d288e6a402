/** A moment and the offset its sender was at, in minutes east of UTC. */
export interface SentAt {
  readonly date: Date;
  readonly offset: number | undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Obsolete zones of RFC 5322 section 4.3; any other letters mean "not known" and count as +0000. */
const zones = new Map([
  ['ut', 0],
  ['gmt', 0],
  ['utc', 0],
  ['z', 0],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
]);

const rfc5322 =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})[\s,]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\s*([+-]\d{4}|[a-z]{1,5}))?/i;

/**
 * Reads a Date header: RFC 5322 with its obsolete forms (two-digit years, named zones, no seconds), and what
 * ECMAScript reads beside (ISO 8601). Undefined for anything else and for years no mail can be from.
 */
export function parseDate(header: string): SentAt | undefined {
  const match = rfc5322.exec(header.slice(0, 200));
  const sent = match ? fromParts(match) : fromIso(header.trim());
  const year = sent?.date.getUTCFullYear();
  return year !== undefined && year >= 1970 && year <= 2200 ? sent : undefined;
}

function fromParts(match: RegExpExecArray): SentAt | undefined {
  const [, day, name, yearText, hour, minute, second, zone] = match;
  const month = months.indexOf((name ?? '').toLowerCase());
  if (month < 0) return undefined;
  const written = Number(yearText);
  const year = written < 50 ? 2000 + written : written < 1000 ? 1900 + written : written;
  const offset = zone === undefined ? undefined : zoneMinutes(zone);
  const utc = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0));
  const date = new Date(utc - (offset ?? 0) * 60_000);
  return Number.isNaN(date.getTime()) ? undefined : { date, offset };
}

function zoneMinutes(zone: string): number | undefined {
  if (!/^[+-]/.test(zone)) return zones.get(zone.toLowerCase());
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith('-') ? -minutes : minutes;
}

function fromIso(text: string): SentAt | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : { date, offset: undefined };
}
