import type { Leads } from './tasks';

interface Told {
  readonly leads: Leads;
}

/** Requests to pull among some mails, by the titles they list: they tell of series with which they share no key. */
export class Pulls<M extends Told> {
  private readonly byTitle = new Map<string, M[]>();
  private readonly mergesOf = new Map<string, M[]>();

  constructor(mails: readonly M[]) {
    for (const mail of mails) {
      for (const title of mail.leads.pulls) put(this.byTitle, `title:${title}`, mail);
      if (mail.leads.merges !== undefined) put(this.mergesOf, mail.leads.merges, mail);
    }
  }

  /** The requests that list a title of some mails, and the tracker's answers to them. */
  about(mails: readonly M[]): readonly M[] {
    const found = new Set<M>();
    for (const { leads } of mails)
      for (const key of leads.keys) for (const pull of this.byTitle.get(key) ?? []) found.add(pull);
    for (const { leads } of [...found])
      for (const key of leads.keys) for (const merge of this.mergesOf.get(key) ?? []) found.add(merge);
    return [...found];
  }
}

function put<M>(map: Map<string, M[]>, key: string, mail: M): void {
  const known = map.get(key);
  if (known) known.push(mail);
  else map.set(key, [mail]);
}
