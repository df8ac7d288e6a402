'use client';

import { useRouter } from 'next/navigation';
import { Fragment, useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { TriageActs } from './triage-acts';
import { KeyList } from './key-list';
import { isTyping } from './typing';

/** What the desk needs to know of a row: the rest is drawn by the server. */
export interface DeskRow {
  readonly mail: string;
  readonly title: string;
  readonly slug: string;
  readonly people: readonly string[];
}

interface Said {
  readonly text: string;
  /** Number of the mark to undo; undefined when there is nothing to undo. */
  readonly undo: number | undefined;
}

const keys: readonly (readonly [string, string])[] = [
  ['j', 'next series'],
  ['k', 'series before'],
  ['1 .. 7', 'first series of that bucket'],
  ['o, Enter', 'open the series'],
  ['e', 'done, until something new comes for you'],
  ['s', 'snooze: r until somebody replies, v the next version, 1 tomorrow, 7 in a week, d a date'],
  ['a', 'assign to somebody'],
  ['n', 'note'],
  ['w', 'say whose turn it is'],
  ['m', 'mute for good'],
  ['u, z', 'undo what you did last'],
  ['/', 'filter'],
  ['Esc', 'close a menu'],
  ['?', 'this list'],
];

/**
 * The cursor, the keys and the answers of a queue. Without script the same rows, links and forms do the same; here a form is
 * sent in the background, the page brings its rows up to date, and the focus stays where it was.
 */
export function TriageDesk({
  rows,
  looks,
  at,
  back,
  children,
}: {
  readonly rows: readonly DeskRow[];
  readonly looks: Readonly<Record<string, ReactNode>>;
  /** Where the cursor begins. */
  readonly at: string | undefined;
  readonly back: string;
  readonly children: ReactNode;
}) {
  const router = useRouter();
  const desk = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(at);
  /** Index to fall back on when the row under the cursor went away. */
  const place = useRef(0);
  const wantsFocus = useRef(false);
  const [said, setSaid] = useState<Said>({ text: '', undo: undefined });
  const [isReady, setReady] = useState(false);

  const found = rows.findIndex(({ mail }) => mail === asked);
  const index = found >= 0 ? found : Math.min(place.current, rows.length - 1);
  const row = rows[index];

  const moveTo = useCallback(
    (to: number): void => {
      const next = rows[Math.min(Math.max(0, to), rows.length - 1)];
      if (!next) return;
      wantsFocus.current = true;
      place.current = rows.indexOf(next);
      setAsked(next.mail);
    },
    [rows],
  );

  // The rows are the server's; the cursor is put on them after each change.
  useLayoutEffect(() => {
    if (found >= 0) place.current = found;
    for (const item of desk.current?.querySelectorAll<HTMLElement>('li.row') ?? []) {
      const isAt = item.dataset['mail'] === row?.mail;
      item.classList.toggle('at', isAt);
      const pick = item.querySelector<HTMLElement>('.pick');
      if (isAt) pick?.setAttribute('aria-current', 'true');
      else pick?.removeAttribute('aria-current');
      if (isAt && wantsFocus.current) {
        wantsFocus.current = false;
        pick?.focus({ preventScroll: true });
        item.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      }
    }
  });
  useEffect(() => setReady(true), []);

  const send = useCallback(
    async (form: HTMLFormElement, button: HTMLElement | null): Promise<void> => {
      const sent = new FormData(form, button);
      const title = row?.title ?? '';
      closeMenus(desk.current);
      let answer: {
        readonly said?: string;
        readonly id?: number;
        readonly undone?: boolean;
        readonly why?: string;
      };
      try {
        const response = await fetch(form.action, {
          method: 'POST',
          body: new URLSearchParams(sent as unknown as Record<string, string>),
          headers: { accept: 'application/json' },
        });
        answer = response.headers.get('content-type')?.includes('json')
          ? ((await response.json()) as typeof answer)
          : { why: await response.text() };
      } catch {
        answer = { why: 'Loreview does not answer. Nothing was kept.' };
      }
      const text = answer.why ?? `${answer.said ?? ''}${answer.undone === true ? '' : `: ${title}`}`;
      setSaid({ text, undo: answer.undone === true || answer.why !== undefined ? undefined : answer.id });
      if (answer.why === undefined && form.dataset['mark'] === 'away' && rows.length > 1) {
        // The row goes elsewhere: the cursor stays in place, on the one that follows.
        const next = rows[index + 1] ?? rows[index - 1];
        if (next) setAsked(next.mail);
      }
      wantsFocus.current = true;
      router.refresh();
    },
    [row, rows, index, router],
  );

  useEffect(() => {
    const root = desk.current;
    const onSubmit = (event: SubmitEvent): void => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset['mark'] === undefined) return;
      event.preventDefault();
      void send(form, event.submitter);
    };
    const onClick = (event: MouseEvent): void => {
      const pick = event.target instanceof Element ? event.target.closest('a.pick') : null;
      const mail = pick?.closest<HTMLElement>('li.row')?.dataset['mail'];
      if (mail === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      moveTo(rows.findIndex((one) => one.mail === mail));
    };
    root?.addEventListener('submit', onSubmit);
    root?.addEventListener('click', onClick);
    return () => {
      root?.removeEventListener('submit', onSubmit);
      root?.removeEventListener('click', onClick);
    };
  }, [send, moveTo, rows]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const menu = desk.current?.querySelector<HTMLDetailsElement>('details.menu[open]');
      if (event.key === 'Escape' && menu) {
        menu.open = false;
        desk.current?.querySelector<HTMLElement>('li.row.at .pick')?.focus();
        return event.preventDefault();
      }
      if (isTyping(event.target) || list.current?.open) return;
      const inMenu = menu?.querySelector<HTMLElement>(`[data-menu-key="${CSS.escape(event.key)}"]`);
      if (inMenu) {
        event.preventDefault();
        return inMenu instanceof HTMLInputElement ? inMenu.focus() : inMenu.click();
      }
      const done = act(event);
      if (done) event.preventDefault();
    };
    const act = (event: KeyboardEvent): boolean => {
      switch (event.key) {
        case 'j':
          moveTo(index + 1);
          return true;
        case 'k':
          moveTo(index - 1);
          return true;
        case 'Enter':
          if (!(event.target instanceof Element) || !event.target.matches('a.pick')) return false;
          if (row) location.assign(`/series/${row.slug}`);
          return true;
        case 'o':
          if (row) location.assign(`/series/${row.slug}`);
          return true;
        case 'u':
        case 'z':
          desk.current?.querySelector<HTMLElement>('[data-undo]')?.click();
          return true;
        case '/':
          document.querySelector('.triage .fold')?.setAttribute('open', '');
          document.querySelector<HTMLInputElement>('#triage-text')?.focus();
          return true;
        case '?':
          list.current?.showModal();
          return true;
        default:
          return /^[1-9]$/.test(event.key) ? toBucket(Number(event.key)) : press(event.key);
      }
    };
    const toBucket = (number: number): boolean => {
      const bucket = desk.current?.querySelectorAll('section.bucket').item(number - 1);
      const mail = bucket?.querySelector<HTMLElement>('li.row')?.dataset['mail'];
      if (mail !== undefined) moveTo(rows.findIndex((one) => one.mail === mail));
      return mail !== undefined;
    };
    const press = (key: string): boolean => {
      const target = /^[a-z]$/.test(key)
        ? desk.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)
        : undefined;
      if (!target) return false;
      const menu = target.closest<HTMLDetailsElement>('details.menu');
      if (!menu) target.click();
      else {
        closeMenus(desk.current);
        menu.open = true;
        menu
          .querySelector<HTMLElement>('form :is(button, input:not([type=hidden]), textarea, select)')
          ?.focus();
      }
      return true;
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [index, row, rows, moveTo, router]);

  return (
    <div className="desk" ref={desk} data-ready={isReady ? 'true' : undefined}>
      <div className="queue">{children}</div>
      <aside className="look" aria-label="The series under the cursor">
        {row ? (
          // What a look is made of has keys of its own: beside another of the same key it would stay when the cursor goes on.
          <Fragment key={row.mail}>
            {looks[row.mail]}
            <TriageActs mail={row.mail} back={back} people={row.people} />
          </Fragment>
        ) : null}
        <div className="saidbar" hidden={!row && said.undo === undefined && said.text === ''}>
          <p role="status" aria-live="polite">
            {said.text}
          </p>
          <form action="/triage/mark" method="post" data-mark="undo">
            <input type="hidden" name="back" value={back} />
            {said.undo === undefined ? null : <input type="hidden" name="undo" value={said.undo} />}
            <button className="btn" name="do" value="undo" data-undo="true">
              Undo{said.undo === undefined ? ' the last' : ''} <kbd>u</kbd>
            </button>
          </form>
        </div>
      </aside>
      <KeyList dialog={list} keys={keys} />
    </div>
  );
}

function closeMenus(desk: HTMLElement | null): void {
  for (const menu of desk?.querySelectorAll<HTMLDetailsElement>('details.menu[open]') ?? [])
    menu.open = false;
}
