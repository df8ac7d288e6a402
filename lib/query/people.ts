import type { Person } from '../series/index';

/** What a person is in a series, as its mails show it. Who maintains what is not known from them. */
export type Role = 'author' | 'reviewer' | 'bot';

/** "Joel Granados via B4 Relay": the person, and who passed the mail on. */
const relayed = /^(.{1,200}\S) via (\S.{0,200})$/;

/** The name to show for a mailbox, and the relay it came through. A mailbox without a name shows its address. */
export function nameOf(
  name: string,
  address: string,
): { readonly name: string; readonly via: string | undefined } {
  const match = relayed.exec(name);
  if (match) return { name: (match[1] ?? '').replace(/^["']|["']$/g, ''), via: match[2] };
  return { name: name === '' ? address || 'somebody without a name' : name, via: undefined };
}

/** Tells who is who in one series: people are one across their addresses. */
export class Cast {
  private readonly byAddress = new Map<string, Person>();
  private readonly authors = new Set<string>();

  /** `authors` are keys of people on the author's side: who wrote the series, who sent a version. */
  constructor(people: readonly Person[], authors: readonly string[]) {
    for (const person of people) {
      for (const address of person.addresses) this.byAddress.set(address.toLowerCase(), person);
    }
    for (const key of authors) this.authors.add(key);
  }

  /** One value for all addresses of a person. */
  personOf(address: string): string {
    return this.byAddress.get(address.toLowerCase())?.key ?? address.toLowerCase();
  }

  /** One name for a person, however the mailbox of one mail writes it ("Tian, Kevin"). */
  nameOf(name: string, address: string): string {
    return this.byAddress.get(address.toLowerCase())?.name || nameOf(name, address).name;
  }

  roleOf(address: string, kind: string): Role {
    if (kind === 'bot') return 'bot';
    return this.authors.has(this.personOf(address)) ? 'author' : 'reviewer';
  }
}
