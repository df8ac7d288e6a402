import type { Mailbox, MessageId } from '../mail/index';
import { nameKey, parseMailbox, plainName, type Recognition, type Series } from '../series/index';
import type { Journey } from './journey';

/** Who is who in one series: people are one across their addresses, and some are on the author's side. */
export class Cast {
  private readonly byAddress = new Map<string, string>();
  private readonly byName = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly senders = new Set<string>();
  private readonly authorOf = new Map<MessageId, string>();

  constructor(recognition: Recognition, series: Series, journey: Journey) {
    for (const person of series.people) {
      this.names.set(person.key, person.name);
      for (const address of person.addresses) this.byAddress.set(address.toLowerCase(), person.key);
      const key = nameKey(person.name);
      if (key !== '') this.byName.set(key, person.key);
    }
    this.senders.add(series.author.key);
    for (const version of series.versions) {
      this.senders.add(version.sender.key);
      for (const slot of version.patches) {
        if (slot.kind === 'held') this.authorOf.set(slot.mail, this.personOf(slot.author));
        if (slot.mail === undefined || !journey.stopOf(slot.mail)) continue;
        const mail = recognition.byId.get(slot.mail)?.mail;
        if (mail) this.senders.add(this.personOf(mail.from));
      }
    }
  }

  private readonly persons = new Map<Mailbox, string>();
  /** By what a mailbox says, which is the same in many mails. */
  private readonly personsWritten = new Map<string, string>();

  /** One value for all mailboxes of a person. */
  personOf(box: Mailbox): string {
    const known = this.persons.get(box);
    if (known !== undefined) return known;
    const written = `${box.name} <${box.address}>`;
    const person = this.personsWritten.get(written) ?? this.findPerson(box);
    this.persons.set(box, person);
    this.personsWritten.set(written, person);
    return person;
  }

  private findPerson({ name, address }: Mailbox): string {
    const known = this.byAddress.get(address.toLowerCase());
    if (known !== undefined) return known;
    const key = nameKey(name);
    return (
      (key !== '' ? this.byName.get(key) : undefined) ?? (address.toLowerCase() || key || name.toLowerCase())
    );
  }

  /** The name to show for a mailbox. */
  nameOf(box: Mailbox): string {
    return (
      this.names.get(this.personOf(box)) ?? (plainName(box.name) || box.address || 'somebody without a name')
    );
  }

  /** The mailbox by which a person is named wherever somebody is waited for: one for all addresses of a person. */
  boxOf(box: Mailbox): Mailbox {
    const person = this.personOf(box);
    return { name: this.nameOf(box), address: person.includes('@') ? person : box.address.toLowerCase() };
  }

  /** True for who sent the series, and for who wrote the patch spoken of. */
  isAuthorSide(box: Mailbox, posting: MessageId | undefined): boolean {
    const person = this.personOf(box);
    return this.senders.has(person) || (posting !== undefined && this.authorOf.get(posting) === person);
  }
}

/** The mailbox in a trailer's value ("A Name <a@example.org> # with a note"); undefined when it names no person. */
export function personIn(value: string): Mailbox | undefined {
  return parseMailbox(value.replace(/\s+#[^#]*$/, ''));
}
