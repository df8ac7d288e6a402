const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const minute = 60_000;

/** A moment as mail writes it (RFC 5322 section 3.3). `offset` in minutes east of UTC. */
export function dateText(moment: Date, offset: number): string {
  const local = new Date(moment.getTime() + offset * minute);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${days[local.getUTCDay()] ?? ''}, ${local.getUTCDate()} ${months[local.getUTCMonth()] ?? ''}`;
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const year = String(local.getUTCFullYear()).padStart(4, '0');
  return `${day} ${year} ${time} ${offset < 0 ? '-' : '+'}${two(hours)}${two(minutes)}`;
}
