const form = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Reads a day or a moment as somebody writes it: "2024-11-04", "2024-11-04 12:00", "2024-11-04T12:00:00+01:00" (ISO 8601); without a zone it is
 * UTC. Undefined for any other words, and for a day or a time of day that does not exist: ECMAScript takes 30 February for 1 March.
 */
export function isoMoment(text: string): Date | undefined {
  const [, year, month, day, minute = '00:00', second = ':00', zone = 'Z'] = form.exec(text) ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return undefined;
  const at = new Date(`${year}-${month}-${day}T${minute}${second}${zone.replace(/(?<=\d\d)(?=\d\d$)/, ':')}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Whether there is such a day; months count from 1. */
export function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day && month >= 1;
}
