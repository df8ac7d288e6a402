'use client';

import { usePathname } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { draftCountEvent } from './draft-count';
import type { PaletteItem } from './palette';
import { isTyping } from './typing';

/** Pages that can be reached from everywhere, and what each holds. */
const places = [
  { href: '/', name: 'Series', holds: /^\/(?:$|series|mail|follow)/ },
  { href: '/triage', name: 'Triage', holds: /^\/triage/ },
  { href: '/search', name: 'Search', holds: /^\/(?:search|people)/ },
  { href: '/reply', name: 'Drafts', holds: /^\/reply/ },
  { href: '/progress', name: 'Progress', holds: /^\/(?:progress|report)/ },
  { href: '/status', name: 'Status', holds: /^\/status/ },
  { href: '/settings', name: 'Settings', holds: /^\/settings/ },
];

const pages: readonly PaletteItem[] = places.map(({ href, name }) => ({
  kind: 'page',
  label: name,
  detail: href,
  href,
}));

/** Fetched when it is first opened, or about to be. */
const fetchPalette = () => import('./palette');
const Palette = lazy(fetchPalette);

/**
 * The frame's head: where one is, and the box that searches and takes a link. "/" leads to it, Ctrl-K opens the palette.
 *
 * @param drafts How many drafts wait; undefined where nothing is written.
 * @param waiting How many series wait for the reader; undefined where nobody is known.
 */
export function TopBar({
  drafts,
  waiting,
}: {
  readonly drafts: number | undefined;
  readonly waiting: number | undefined;
}) {
  const path = usePathname();
  const counted = useDraftCount(drafts);
  const counts: Readonly<Record<string, number | undefined>> = { '/reply': counted, '/triage': waiting };
  const [opened, setOpened] = useState(0);
  /** What is typed between Ctrl-K and the palette; undefined when it is there, or not asked for. */
  const begun = useRef<string | undefined>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        begun.current = '';
        setOpened((times) => times + 1);
      } else if (begun.current !== undefined && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        begun.current += event.key;
      } else if (event.key === 'Control' || event.key === 'Meta') {
        void fetchPalette();
      } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
        // A page with a filter of its own is searched by that.
        const box =
          document.querySelector('main [aria-keyshortcuts="/"]') ?? document.getElementById('top-search');
        if (!(box instanceof HTMLInputElement)) return;
        event.preventDefault();
        box.focus();
        box.select();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <header className="top">
      <a className="brand" href="/">
        loreview
      </a>
      <nav aria-label="Pages">
        {places.map(({ href, name, holds }) =>
          href === '/reply' && counted === undefined ? null : (
            <a key={href} href={href} aria-current={holds.test(path) ? 'page' : undefined}>
              {name}
              {(counts[href] ?? 0) > 0 ? ` ${counts[href] ?? ''}` : null}
            </a>
          ),
        )}
      </nav>
      {path === '/search' ? null : (
        <form action="/search" method="get" role="search" aria-label="Everything">
          <input
            id="top-search"
            type="text"
            name="q"
            required
            maxLength={2000}
            placeholder="Search, or paste a lore link"
            aria-label="Search, or open a mail by its lore link or Message-ID"
            aria-keyshortcuts="/"
            autoComplete="off"
          />
          <button className="btn" type="submit">
            Go
          </button>
        </form>
      )}
      {opened === 0 ? null : (
        <Suspense>
          <Palette opened={opened} begun={begun} pages={pages} />
        </Suspense>
      )}
    </header>
  );
}

/** The count the page came with, until its script tells of another. */
function useDraftCount(given: number | undefined): number | undefined {
  const [told, setTold] = useState<number>();
  useEffect(() => {
    const onCount = (event: Event): void => {
      if (event instanceof CustomEvent && typeof event.detail === 'number') setTold(event.detail);
    };
    document.addEventListener(draftCountEvent, onCount);
    return () => document.removeEventListener(draftCountEvent, onCount);
  }, []);
  return given === undefined ? undefined : (told ?? given);
}
