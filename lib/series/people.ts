import { remembering, type Mail, type Mailbox } from '../mail/index';
import { byText } from './order';
import type { Person } from './series';

/**
 * "Joel Granados via B4 Relay", "Ann via Linux-foo": the name a relay or a list gives to somebody's mail, so the
 * address beside it is not that person's alone.
 */
const viaRelay = /^(.*\S)\s+via\s+\S.*$/i;

/** The address B4 Relay makes up for one person: devnull+j.granados.samsung.com@kernel.org. */
const madeUpAddress = /^devnull\+[^@]+@/i;

/** Addresses that send for many people. */
const sharedAddress = /^(?:gitgitgadget@|(?:no-?reply|donotreply|notifications?)[^@]*@)/i;

/** A name of one word ("John", "root") is shared by too many people to prove anything. */
const MIN_NAME_WORDS = 2;

/** The mailbox of a person behind a mail, and what else the mail proves to be theirs. */
export interface Sender extends Mailbox {
  /** Another address the mail shows to be the same person's (a relay's made-up one); '' when none. */
  readonly alias: string;
}

/**
 * Who sent a mail: the From header, seen through relays. B4 Relay and lists that rewrite From put the true
 * mailbox into X-Original-From or Reply-To; GitGitGadget only into the in-body From of patches.
 */
export function senderOf(mail: Mail, inBodyFrom?: string): Sender {
  const { name, address } = mail.from;
  const relayed = viaRelay.exec(name)?.[1];
  const isMadeUp = madeUpAddress.test(address);
  if (relayed === undefined && !isMadeUp)
    return { name: plainName(name), address: address.toLowerCase(), alias: '' };
  const shown = plainName(relayed ?? name);
  const body = inBodyFrom === undefined ? undefined : parseMailbox(inBodyFrom);
  const real = [
    parseMailbox(mail.headers.find((header) => header.name === 'x-original-from')?.value ?? ''),
    mail.replyTo.length === 1 ? mail.replyTo[0] : undefined,
    body && nameKey(body.name) === nameKey(shown) ? body : undefined,
  ].find(
    (box) =>
      box !== undefined &&
      box.address !== '' &&
      !mail.lists.includes(box.address.replace('@', '.').toLowerCase()),
  );
  const alias = isMadeUp ? address.toLowerCase() : '';
  if (real) return { name: shown, address: real.address.toLowerCase(), alias };
  return { name: shown, address: isMadeUp ? alias : '', alias: '' };
}

/** "Name <address>" or a bare address; undefined when no address is in it. */
export function parseMailbox(text: string): Mailbox | undefined {
  const angled = /^([^<]{0,500})<([^<>\s]{1,320}@[^<>\s]{1,320})>/.exec(text);
  if (angled) return { name: (angled[1] ?? '').trim().replace(/^"(.*)"$/, '$1'), address: angled[2] ?? '' };
  const bare = /^\s*([^\s<>]{1,320}@[^\s<>]{1,320})/.exec(text);
  return bare ? { name: '', address: bare[1] ?? '' } : undefined;
}

/** A display name as one would write it: "Tian, Kevin" and "Kevin Tian (Intel)" are "Kevin Tian". */
export function plainName(name: string): string {
  const bare = name
    .replace(/["']/g, '')
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (bare.includes('@')) return '';
  const [last, first, ...rest] = bare.split(',').map((part) => part.trim());
  return last && first && rest.length === 0 ? `${first} ${last}` : bare;
}

/**
 * A key under which two spellings of one full name are equal, whichever name stands first ("Lu Baolu", "Baolu
 * Lu"); '' for a name too short to tell people apart.
 */
export const nameKey = remembering((name: string): string => {
  const words = plainName(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  const held = words.filter((word) => word.length > 1);
  return held.length < MIN_NAME_WORDS ? '' : held.sort(byText).join(' ');
});

/** True when two mailboxes are one person's: the same address, or the same full name. */
export function isSamePerson(a: Mailbox, b: Mailbox): boolean {
  if (a.address !== '' && a.address.toLowerCase() === b.address.toLowerCase()) return true;
  const key = nameKey(a.name);
  return key !== '' && key === nameKey(b.name);
}

/**
 * The people behind mailboxes that were seen in one series: one person across addresses when a relay shows both,
 * or when full name and series are the same. The key of a person is the address used most, then first in order.
 */
export function gatherPeople(senders: readonly Sender[]): {
  people: Person[];
  personOf: (sender: Mailbox) => Person;
} {
  const above = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (let next = above.get(at); next !== undefined && next !== at; next = above.get(at)) at = next;
    return at;
  };
  const join = (a: string, b: string): void => {
    const [top, below] = [find(a), find(b)].sort(byText);
    if (top !== undefined && below !== undefined && top !== below) above.set(below, top);
  };
  for (const sender of senders) {
    const keys = keysOf(sender);
    if (sender.alias) keys.push(`<${sender.alias}>`);
    for (const key of keys) if (keys[0] !== undefined) join(keys[0], key);
  }
  const found = new Map<string, { names: Map<string, number>; addresses: Map<string, number> }>();
  for (const sender of senders) {
    const top = find(keysOf(sender)[0] ?? '');
    const held = found.get(top) ?? { names: new Map<string, number>(), addresses: new Map<string, number>() };
    found.set(top, held);
    if (sender.name) held.names.set(sender.name, (held.names.get(sender.name) ?? 0) + 1);
    if (sender.address) held.addresses.set(sender.address, (held.addresses.get(sender.address) ?? 0) + 1);
    if (sender.alias) held.addresses.set(sender.alias, held.addresses.get(sender.alias) ?? 0);
  }
  const people = new Map<string, Person>();
  for (const [top, { names, addresses }] of found) {
    const known = mostUsed(addresses);
    const name = mostUsed(names)[0] ?? known[0] ?? '';
    people.set(top, { key: known[0] ?? name.toLowerCase(), name, addresses: known });
  }
  const nobody: Person = { key: '', name: '', addresses: [] };
  return {
    people: [...people.values()].sort((a, b) => byText(a.key, b.key)),
    personOf: (sender) => people.get(find(keysOf(sender)[0] ?? '')) ?? nobody,
  };
}

function keysOf(box: Mailbox): string[] {
  const address = box.address.toLowerCase();
  const keys = address !== '' && !sharedAddress.test(address) ? [`<${address}>`] : [];
  const name = nameKey(box.name);
  if (name !== '') keys.push(name);
  return keys.length === 0 ? [`?${box.name.toLowerCase()}`] : keys;
}

function mostUsed(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || byText(a, b)).map(([text]) => text);
}
