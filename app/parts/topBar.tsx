'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { draftCountEvent } from './draft-count';

/** Pages that can be reached from everywhere, and what each holds. */
const places = [
  { href: '/', name: 'Series', holds: /^\/(?:$|series|mail|follow)/ },
  { href: '/reply', name: 'Drafts', holds: /^\/reply/ },
  { href: '/status', name: 'Status', holds: /^\/status/ },
  { href: '/settings', name: 'Settings', holds: /^\/settings/ },
];

/**
 * The frame's head: where one is, and the field that takes a link.
 *
 * @param drafts How many drafts wait; undefined where nothing is written.
 */
export function TopBar({ drafts }: { readonly drafts: number | undefined }) {
  const path = usePathname();
  const counted = useDraftCount(drafts);
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
              {href === '/reply' && counted !== undefined && counted > 0 ? ` ${counted}` : null}
            </a>
          ),
        )}
      </nav>
      <form action="/open" method="get" role="search">
        <input
          type="text"
          name="link"
          required
          maxLength={2000}
          placeholder="Open: lore link or Message-ID"
          aria-label="Open a mail by its lore link or Message-ID"
        />
        <button className="btn" type="submit">
          Open
        </button>
      </form>
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
