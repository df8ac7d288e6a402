import { change, changed, fieldOf, save, saveAtTheEnd, saysNothing, sendCopies } from './draft-saving';
import {
  lineOf,
  lineOfRow,
  linkOf,
  markRows,
  numberLinks,
  placeBelow,
  textOf,
  type LineSpan,
} from './draft-lines';

/** Lines a reader has taken, and the one they began with. */
let picked: (LineSpan & { readonly from: number }) | undefined;
/** The line the pointer was pressed on, while it is held. */
let pressed: number | undefined;

/**
 * Drafts in place, on a page that has `#draft-blank`: opened at lines, ranges and remarks by click and key, saved by
 * themselves. Every way in is a link or form that works without this.
 *
 * @returns What ends it.
 */
export function startEditor(): () => void {
  const blank = document.getElementById('draft-blank');
  const end = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, heard: (event: DocumentEventMap[K]) => void): void =>
    document.addEventListener(type, heard, { signal: end.signal });
  on('click', onClick);
  on('input', ({ target }) => {
    const form = draftAround(target);
    if (!form) return;
    if (target instanceof HTMLInputElement && target.name === 'above') showLines(form);
    grow(form);
    changed(form);
  });
  on('focusin', ({ target }) => showLines(draftAround(target)));
  on('focusout', ({ target }) => {
    const form = draftAround(target);
    if (form) void save(form);
  });
  on('submit', (event) => {
    const form = draftAround(event.target);
    // Where there are no lines to go back to, the page is shown anew with what was kept.
    if (!form || !blank) return;
    event.preventDefault();
    if (event.submitter?.getAttribute('value') === 'drop') void drop(form);
    else void keepAndLeave(form);
  });
  on('keydown', (event) => onKey(event, blank !== null));
  if (blank) {
    on('pointerdown', (event) => {
      pressed =
        event.pointerType === 'mouse' && event.button === 0 ? lineOf(asElement(event.target)) : undefined;
    });
    on('pointerover', ({ target }) => {
      const line = pressed === undefined ? undefined : lineOfRow(asElement(target));
      if (pressed !== undefined && line !== undefined) pick(pressed, line);
    });
    on('pointerup', ({ target }) => {
      const line = pressed === undefined ? undefined : lineOfRow(asElement(target));
      if (pressed !== undefined && line !== undefined && line !== pressed) openPicked();
      pressed = undefined;
    });
    on('dragstart', (event) => {
      if (lineOf(asElement(event.target)) !== undefined) event.preventDefault();
    });
  }
  on('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAtTheEnd();
  });
  window.addEventListener('pagehide', saveAtTheEnd, { signal: end.signal });
  for (const form of document.querySelectorAll<HTMLFormElement>('form.draft')) grow(form);
  document.querySelector<HTMLElement>('#draft-new textarea')?.focus();
  document.documentElement.dataset['drafts'] = 'alive';
  void sendCopies().then(tellOfCopies);
  return () => end.abort();
}

function asElement(target: EventTarget | null): Element | null {
  return target instanceof Element ? target : null;
}

function draftAround(target: EventTarget | null): HTMLFormElement | undefined {
  return asElement(target)?.closest<HTMLFormElement>('form.draft') ?? undefined;
}

function onClick(event: MouseEvent): void {
  const target = asElement(event.target);
  if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
  // On narrow pages a removed line's old number stands in the other column, without a link.
  const line = lineOf(target) ?? lineOfRow(target.closest('td.n[data-old]'));
  const link = target.closest<HTMLElement>('a[data-reply]');
  if (line !== undefined) {
    event.preventDefault();
    if (event.shiftKey) pick(picked?.from ?? line, line);
    else if (!picked || line < picked.first || line > picked.last) pick(line, line);
    openPicked();
  } else if (link) {
    event.preventDefault();
    openAt(link);
  }
}

function pick(from: number, to: number): void {
  picked = { from, first: Math.min(from, to), last: Math.max(from, to) };
  markRows(picked);
}

/** Opens a draft at the lines that are taken. */
function openPicked(): void {
  const answers = document.getElementById('draft-blank')?.dataset['answers'];
  if (!picked || answers === undefined) return;
  history.replaceState(history.state, '', `#L${picked.last}`);
  open(answers, picked, () => picked && placeBelow(picked.last));
}

/** Opens a draft at the remark, or on the mail, that a link is of. */
function openAt(link: HTMLElement): void {
  const blank = document.getElementById('draft-blank');
  const answers = link.dataset['answers'] ?? blank?.dataset['answers'];
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(link.dataset['reply'] ?? '') ?? [];
  if (answers === undefined) return;
  const span = first === undefined ? undefined : { first: Number(first), last: Number(last) };
  open(
    answers,
    span,
    () => link.closest<HTMLElement>('.rk') ?? document.getElementById('whole-drafts') ?? undefined,
  );
}

/** Shows the draft at a place, a new one where there is none, and leads there. */
function open(answers: string, span: LineSpan | undefined, place: () => HTMLElement | undefined): void {
  const form = formAt(answers, span) ?? begin(answers, span, place());
  if (!form) return;
  form.closest('details')?.setAttribute('open', '');
  if (span && fieldOf(form, 'base').value === '')
    fieldOf(form, 'above').value = String(span.last - span.first);
  grow(form);
  showLines(form);
  const text = fieldOf(form, 'text');
  text.focus({ preventScroll: true });
  form.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

function formAt(answers: string, span: LineSpan | undefined): HTMLFormElement | undefined {
  const end = span ? String(span.last + 1) : '';
  return [...document.querySelectorAll<HTMLFormElement>('form.draft:not(#draft-blank > form)')].find(
    (form) => fieldOf(form, 'answers').value === answers && fieldOf(form, 'end').value === end,
  );
}

function begin(
  answers: string,
  span: LineSpan | undefined,
  place: HTMLElement | undefined,
): HTMLFormElement | undefined {
  const blank = document.getElementById('draft-blank');
  const form = blank?.querySelector('form')?.cloneNode(true);
  if (!place || !(form instanceof HTMLFormElement)) return undefined;
  fieldOf(form, 'id').value = crypto.randomUUID();
  fieldOf(form, 'answers').value = answers;
  fieldOf(form, 'end').value = span ? String(span.last + 1) : '';
  if (!span) {
    form.querySelector('.above')?.remove();
    const tags = blank?.querySelector(':scope > fieldset')?.cloneNode(true);
    if (tags) form.querySelector('.do')?.before(tags);
  }
  form.setAttribute(
    'aria-label',
    span ? `Draft at line ${span.last} of the mail` : 'Draft on the whole mail',
  );
  place.append(form);
  return form;
}

/** Marks the lines a draft is at, and quotes them when they are more than the one right above. */
function showLines(form: HTMLFormElement | undefined): void {
  const span = form && spanOf(form);
  const isOfPage =
    form && fieldOf(form, 'answers').value === document.getElementById('draft-blank')?.dataset['answers'];
  if (!form || !isOfPage) return;
  markRows(span);
  picked = span && { ...span, from: span.first };
  const quote = form.querySelector<HTMLElement>('.qt');
  if (!quote || !span) return;
  quote.hidden = span.first === span.last;
  quote.textContent = textOf(span)
    .slice(-40)
    .map((line) => `> ${line}\n`)
    .join('');
}

function spanOf(form: HTMLFormElement): LineSpan | undefined {
  const end = Number(fieldOf(form, 'end').value);
  if (end < 2) return undefined;
  const above = Math.max(0, Math.trunc(Number(fieldOf(form, 'above').value)) || 0);
  return { first: Math.max(1, end - 1 - above), last: end - 1 };
}

/** The field is as high as what it holds, so that a draft is read without scrolling in it. */
function grow(form: HTMLFormElement): void {
  const text = fieldOf(form, 'text');
  if (!(text instanceof HTMLTextAreaElement)) return;
  const lines = Math.max(3, Math.min(40, text.value.split('\n').length + 1));
  if (text.rows < lines) text.rows = lines;
}

/** Keeps a draft and goes back to where it was begun; one that says nothing goes away. */
async function keepAndLeave(form: HTMLFormElement): Promise<void> {
  const back = wayBack(form);
  if (saysNothing(form)) removeForm(form);
  else void save(form);
  markRows(undefined);
  picked = undefined;
  if (back) {
    if (!back.matches('a, button')) back.tabIndex = -1;
    back.focus({ preventScroll: true });
    back.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }
}

function wayBack(form: HTMLFormElement): HTMLElement | null {
  const remark = form.closest('.rk');
  if (remark) return remark.querySelector<HTMLElement>('a[data-reply]');
  const span = spanOf(form);
  return span ? linkOf(span.last) : document.querySelector<HTMLElement>('a[data-reply="all"]');
}

function removeForm(form: HTMLFormElement): void {
  const row = form.closest('tr.dr');
  if (row?.querySelectorAll('form.draft, .disc').length === 1) row.remove();
  else form.remove();
}

/** Deletes a draft; what is left is the way to put it back. */
async function drop(form: HTMLFormElement): Promise<void> {
  const back = wayBack(form);
  const id = fieldOf(form, 'id').value;
  if (fieldOf(form, 'base').value === '' && saysNothing(form)) {
    removeForm(form);
    return back?.focus();
  }
  await save(form);
  if (fieldOf(form, 'base').value !== '' && !(await change(fieldOf(form, 'id').value, 'drop'))) {
    const saved = form.querySelector('.saved');
    if (saved) saved.textContent = ', not deleted: Loreview does not answer';
    return;
  }
  const gone = document.createElement('p');
  gone.className = 'dropped';
  gone.append('Draft deleted. ');
  const undo = document.createElement('button');
  undo.type = 'button';
  undo.className = 'btn';
  undo.textContent = 'Put it back';
  undo.addEventListener('click', () => {
    void change(fieldOf(form, 'id').value || id, 'restore').then((isDone) => {
      if (!isDone) return;
      gone.replaceWith(form);
      fieldOf(form, 'text').focus();
    });
  });
  gone.append(undo);
  form.replaceWith(gone);
  undo.focus();
}

function tellOfCopies(changes: number): void {
  if (changes === 0) return;
  const note = document.createElement('p');
  note.className = 'note';
  note.setAttribute('role', 'status');
  const link = document.createElement('a');
  link.href = '/reply';
  link.textContent = 'See your drafts';
  note.append(
    changes === 1
      ? 'Words of a draft that this browser had kept, and Loreview had not, are put back. '
      : `Words of ${changes} drafts that this browser had kept, and Loreview had not, are put back. `,
    link,
  );
  document.querySelector('main')?.prepend(note);
}

function onKey(event: KeyboardEvent, hasLines: boolean): void {
  const form = draftAround(event.target);
  if (form) {
    const isKept = (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) || event.key === 'Escape';
    if (!isKept || event.isComposing) return;
    event.preventDefault();
    if (hasLines) return void keepAndLeave(form);
    if (event.key === 'Enter') form.requestSubmit(form.querySelector<HTMLElement>('[value="keep"]'));
    return;
  }
  if (!hasLines || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (asElement(event.target)?.closest('input, textarea, select, dialog')) return;
  switch (event.key) {
    case 'r':
      event.preventDefault();
      return replyHere();
    case 'l':
      event.preventDefault();
      return linkInView()?.focus();
    case 'ArrowDown':
      return step(event, 1);
    case 'ArrowUp':
      return step(event, -1);
  }
}

/** Replies at the line, or in the discussion, that has the focus or was led to; else to the mail as a whole. */
function replyHere(): void {
  const named =
    location.hash === '' ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const focused = document.activeElement === document.body ? null : document.activeElement;
  const here = focused ?? named;
  const line = lineOf(here) ?? (here?.id.startsWith('L') === true ? lineOfRow(here) : undefined);
  if (line !== undefined) {
    if (!picked || line < picked.first || line > picked.last) pick(line, line);
    return openPicked();
  }
  const around = here?.closest('.rk') ?? here?.closest('.disc');
  const replies = [...(around?.querySelectorAll<HTMLElement>('a[data-reply]') ?? [])];
  const last = replies.findLast((link) => link.closest('details:not([open])') === null) ?? replies.at(-1);
  const link = last ?? document.querySelector<HTMLElement>('a[data-reply="all"]');
  if (link) openAt(link);
}

/** The first number of what has the focus or behind it; without a focus, the first below the bars. */
function linkInView(): HTMLElement | undefined {
  const here = document.activeElement;
  if (here && here !== document.body)
    return numberLinks().find(
      (link) => (here.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return numberLinks().find((link) => link.getBoundingClientRect().top >= top);
}

/** From a line's number to the next line's; with Shift the lines between are taken. */
function step(event: KeyboardEvent, by: 1 | -1): void {
  const here = document.activeElement;
  const line = lineOf(here);
  if (line === undefined || !(here instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  const links = numberLinks();
  let at = links.indexOf(here) + by;
  while (links[at] && lineOf(links[at] ?? null) === line) at += by;
  const next = links[at];
  const to = next ? lineOf(next) : undefined;
  if (!next || to === undefined) return;
  const other = linkOf(to);
  if (event.shiftKey) pick(picked?.from ?? line, to);
  else {
    picked = undefined;
    markRows(undefined);
  }
  (other ?? next).focus();
}
