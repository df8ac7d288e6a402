import { formatDistanceStrict } from 'date-fns';

/** How long ago, with the whole date on hover: "3 days ago". Nothing where no date is known. */
export function Ago({ date }: { readonly date: Date | undefined }) {
  if (!date) return null;
  return (
    <time dateTime={date.toISOString()} title={inFull(date)}>
      {formatDistanceStrict(date, new Date(), { addSuffix: true, roundingMethod: 'floor' })}
    </time>
  );
}

/** When something is due: "in 20 seconds", or "now" when its time has come. */
export function Due({ date }: { readonly date: Date }) {
  return date.getTime() - Date.now() < 1_000 ? <>now</> : <Ago date={date} />;
}

/** The day: "9 Oct 2024"; the minute on hover. */
export function When({ date }: { readonly date: Date | undefined }) {
  if (!date) return <>no date</>;
  return (
    <time dateTime={date.toISOString()} title={inFull(date)}>
      {dayOf(date)}
    </time>
  );
}

/** "9 Oct 2024" in UTC. */
export function dayOf(date: Date): string {
  return `${date.getUTCDate()} ${month.format(date)} ${date.getUTCFullYear()}`;
}

const month = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });

/** The server does not know the reader's zone, so the zone is said: the script of the frame puts the reader's in its place. */
export function inFull(date: Date): string {
  return `${minute.format(date)} UTC`;
}
