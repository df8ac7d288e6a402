import { Presets, SingleBar } from 'cli-progress';

/** Standard error carries words for people; standard output only what was asked for. */
export function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

/** "1.3 s", "2 min 05 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** "1 mail", "3 mails". */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? singular : plural}`;
}

/** In the zone of whoever reads it here: "23:47:01", or with the day where it is another: "27 Nov 2026, 23:47:01". */
export function moment(date: Date, now = new Date()): string {
  const time = date.toLocaleTimeString('en-GB');
  const isToday = date.toDateString() === now.toDateString();
  return isToday ? time : `${date.toLocaleDateString('en-GB', { dateStyle: 'medium' })}, ${time}`;
}

/** A bar for long work. Without a terminal on standard error it shows nothing. */
export interface Bar {
  update(done: number, note?: string): void;
  stop(): void;
}

/** `total` undefined: how much there is to do is not known, and no bar is shown. */
export function progressBar(what: string, total: number | undefined): Bar {
  if (!process.stderr.isTTY || total === undefined || total === 0)
    return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `  ${what} {bar} {percentage} % {note}`,
      stream: process.stderr,
      clearOnComplete: true,
      stopOnComplete: true,
      barsize: 30,
      hideCursor: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: '' });
  return {
    update: (done, note = '') => bar.update(Math.min(done, total), { note }),
    stop: () => bar.stop(),
  };
}
