import { draftCountEvent } from './draft-count';
import { markDrafts } from './draft-marks';
import { forgetCopy, hold, keepCopy, keptCopies, unlessHeld, type DraftFields } from './draft-copies';

/** Typing has paused when no key came for so long. Milliseconds. */
const pause = 800;
/** What did not reach Loreview is sent again after so long. Milliseconds. */
const patience = 4_000;
/** A browser takes no more with a page that is being left; the rest is in its copy. Bytes. */
const mostAtTheEnd = 60_000;

interface Saving {
  timer: number | undefined;
  isSending: boolean;
  isDirty: boolean;
}

const savings = new WeakMap<HTMLFormElement, Saving>();

/** What the server answers about a draft. */
interface Told {
  readonly id?: string;
  readonly base?: number;
  readonly text?: string;
  readonly how?: string;
  readonly count?: number;
  /** How many drafts are on each posting that has any, by its Message-ID. */
  readonly on?: Readonly<Record<string, number>>;
}

function savingOf(form: HTMLFormElement): Saving {
  const known = savings.get(form);
  if (known) return known;
  const made = { timer: undefined, isSending: false, isDirty: false };
  savings.set(form, made);
  hold(fieldOf(form, 'id').value);
  return made;
}

export function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field;
  throw new Error(`The form of a draft has no field ${name}.`);
}

/** True for a draft that Loreview has never seen and that says nothing. */
export function saysNothing(form: HTMLFormElement): boolean {
  return (
    fieldOf(form, 'base').value === '' &&
    fieldOf(form, 'text').value.trim() === '' &&
    form.querySelector('[name="tag"]:checked') === null
  );
}

/** Notes that a draft was changed: the browser keeps a copy at once, Loreview gets it when typing pauses. */
export function changed(form: HTMLFormElement): void {
  const saving = savingOf(form);
  saving.isDirty = true;
  const isCopied = keepCopy(fieldsOf(form));
  say(form, isCopied ? 'not saved yet' : 'not saved yet, and this browser keeps no copy');
  saveIn(form, pause);
}

function saveIn(form: HTMLFormElement, wait: number): void {
  const saving = savingOf(form);
  clearTimeout(saving.timer);
  saving.timer = window.setTimeout(() => void save(form), wait);
}

/** Sends a draft that was changed. What cannot be sent now is sent again later; the browser has its copy. */
export async function save(form: HTMLFormElement): Promise<void> {
  const saving = savingOf(form);
  clearTimeout(saving.timer);
  if (!saving.isDirty || saving.isSending || saysNothing(form)) return;
  saving.isSending = true;
  saving.isDirty = false;
  const fields = fieldsOf(form);
  const answer = await send({ ...fields, do: 'keep' });
  saving.isSending = false;
  if ('why' in answer) {
    saving.isDirty = true;
    say(form, answer.why);
    if (answer.isAway) saveIn(form, patience);
    return;
  }
  take(form, fields, answer);
  // What was typed while it was on its way.
  if (saving.isDirty) await save(form);
}

/** Puts what Loreview has kept into the form it came from. */
function take(form: HTMLFormElement, sent: DraftFields, told: Told): void {
  const text = fieldOf(form, 'text');
  if (told.text !== undefined && told.text !== sent['text'])
    text.value = withinMerged(told.text, sent['text'] ?? '', text.value);
  if (told.id !== undefined) {
    forgetCopy(sent['id'] ?? '');
    fieldOf(form, 'id').value = told.id;
    fieldOf(form, 'base').value = String(told.base ?? '');
    form.id = `draft-${told.id}`;
    form.dataset['draft'] = 'kept';
    const drop = form.querySelector<HTMLButtonElement>('[value="drop"]');
    if (drop) drop.textContent = 'Delete';
  }
  if (text.value !== (told.text ?? sent['text'])) savingOf(form).isDirty = true;
  if (savingOf(form).isDirty) keepCopy(fieldsOf(form));
  else
    say(
      form,
      `saved ${new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}${howWords(told.how)}`,
    );
  count(told);
}

function howWords(how: string | undefined): string {
  switch (how) {
    case 'merged':
      return ': it was changed elsewhere too, both texts stand here';
    case 'again':
      return ': it had been deleted elsewhere and is back';
    case 'anew':
      return ' as a new draft: the reply it was for has gone out';
    default:
      return '';
  }
}

/** What was typed since it was sent goes where what was sent stands in the text that was merged. */
function withinMerged(merged: string, sent: string, now: string): string {
  if (now === sent) return merged;
  const at = merged.lastIndexOf(sent);
  return at < 0 ? `${merged}\n\n${now}` : merged.slice(0, at) + now + merged.slice(at + sent.length);
}

/** Deletes a draft, or puts one back. */
export async function change(id: string, what: 'drop' | 'restore'): Promise<boolean> {
  const answer = await send({ id, do: what });
  if ('why' in answer) return false;
  if (what === 'drop') forgetCopy(id);
  count(answer);
  return true;
}

/** The last moment before a page is left: drafts that were changed are sent on their own way. */
export function saveAtTheEnd(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form.draft')) {
    if (!savings.get(form)?.isDirty || saysNothing(form)) continue;
    const body = bodyOf({ ...fieldsOf(form), do: 'keep' });
    if (body.toString().length < mostAtTheEnd)
      void fetch('/reply/draft', { method: 'POST', body, keepalive: true, headers: json }).catch(
        () => undefined,
      );
  }
}

/**
 * Sends what this browser kept and Loreview may not have.
 *
 * @returns How many drafts were changed by it.
 */
export async function sendCopies(): Promise<number> {
  let changes = 0;
  for (const fields of keptCopies())
    await unlessHeld(fields['id'] ?? '', async () => {
      const answer = await send({ ...fields, do: 'keep' });
      if ('why' in answer) return;
      forgetCopy(fields['id'] ?? '');
      count(answer);
      const form = formOf(fields['id'] ?? '');
      const text = form && fieldOf(form, 'text');
      const isKnown = text && text.value === answer.text;
      if (form && text && answer.text !== undefined && !isKnown) {
        text.value = answer.text;
        fieldOf(form, 'base').value = String(answer.base ?? '');
        say(form, `saved: words that this browser had kept are back${howWords(answer.how)}`);
      }
      if (answer.id !== undefined && !isKnown) changes += 1;
    });
  return changes;
}

function formOf(id: string): HTMLFormElement | undefined {
  return [...document.querySelectorAll<HTMLFormElement>('form.draft')].find(
    (form) => fieldOf(form, 'id').value === id,
  );
}

const json = { accept: 'application/json' };

async function send(fields: DraftFields): Promise<Told | { readonly why: string; readonly isAway: boolean }> {
  try {
    const answer = await fetch('/reply/draft', { method: 'POST', body: bodyOf(fields), headers: json });
    if (answer.ok) return (await answer.json()) as Told;
    const isAway = answer.status >= 500;
    const why = isAway ? 'Loreview cannot take it now' : (await answer.text()).trim();
    return { why: `not saved: ${why}; this browser keeps it`, isAway };
  } catch {
    return {
      why: 'not saved: Loreview does not answer; this browser keeps it and tries again',
      isAway: true,
    };
  }
}

/** All fields of a form; several values of one stand in one, parted by blanks. */
function fieldsOf(form: HTMLFormElement): DraftFields {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') fields[name] = name in fields ? `${fields[name]} ${value}` : value;
  return fields;
}

function bodyOf({ tag, ...fields }: DraftFields): URLSearchParams {
  const body = new URLSearchParams(fields);
  for (const each of tag?.split(' ') ?? []) body.append('tag', each);
  return body;
}

function say(form: HTMLFormElement, words: string): void {
  const saved = form.querySelector('.saved');
  if (saved) saved.textContent = `, ${words}`;
}

function count({ count: drafts, on }: Told): void {
  if (on) markDrafts(on);
  if (drafts !== undefined) document.dispatchEvent(new CustomEvent(draftCountEvent, { detail: drafts }));
}
