'use client';

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

/** Something the palette leads to. */
export interface PaletteItem {
  readonly kind: 'page' | 'mail' | 'series' | 'person' | 'search';
  readonly label: string;
  readonly detail: string;
  readonly href: string;
}

/** Time without a key before the server is asked, in milliseconds: a fast typist's pause. */
const pause = 120;

/**
 * A box that leads to any page, series, person or mail. The dialog is the browser's own: it keeps the focus inside, closes
 * with Esc and gives the focus back. Shown once, it stays; `opened` counts how often it was asked for. What was typed while
 * it was fetched is in `begun`.
 */
export default function Palette({
  opened,
  begun,
  pages,
}: {
  readonly opened: number;
  readonly begun: { current: string | undefined };
  readonly pages: readonly PaletteItem[];
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly PaletteItem[]>([]);
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState(0);

  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    const early = begun.current;
    begun.current = undefined;
    if (early && input.current) {
      // At once, for the next key goes there and may come before the next render.
      input.current.value = early;
      setTyped(early);
    } else input.current?.select();
  }, [opened, begun]);

  useEffect(() => {
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      void suggestionsFor(typed, aborter.signal).then((items) => {
        if (aborter.signal.aborted) return;
        setFailed(items === undefined);
        setFound(items ?? []);
        setChosen(0);
      });
    }, pause);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [typed]);

  const word = typed.trim().toLowerCase();
  const items = [...pages.filter(({ label }) => label.toLowerCase().startsWith(word)), ...found];
  const current = Math.min(chosen, items.length - 1);

  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const next = (current + step + items.length) % items.length;
      setChosen(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = items[current];
      if (item) location.assign(item.href);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Go to"
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="palettebox">
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
          aria-label="Series, person, mail or page"
          placeholder="Series, person, Message-ID, lore link, page"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKey}
        />
        <ul role="listbox" id={`${id}-list`} aria-label="Where to go">
          {items.map((item, index) => (
            <li
              key={item.href}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              onClick={() => location.assign(item.href)}
            >
              <span className="kind">{item.kind}</span>
              <span className="words">{item.label}</span>
              <span className="detail">{item.detail}</span>
            </li>
          ))}
        </ul>
        <p className="muted" role="status">
          {failed ? 'The server does not answer. ' : items.length === 0 ? 'Nothing fits. ' : ''}
          <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> goes there, <kbd>Esc</kbd> closes
        </p>
      </div>
    </dialog>
  );
}

/** Undefined when the server does not answer. */
async function suggestionsFor(
  typed: string,
  signal: AbortSignal,
): Promise<readonly PaletteItem[] | undefined> {
  if (typed.trim() === '') return [];
  try {
    const response = await fetch(`/palette?${new URLSearchParams({ q: typed }).toString()}`, { signal });
    return response.ok ? ((await response.json()) as readonly PaletteItem[]) : undefined;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return undefined;
    throw error;
  }
}
