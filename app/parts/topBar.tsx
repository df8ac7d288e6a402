'use client';

import { usePathname } from 'next/navigation';

/** Pages that can be reached from everywhere, and what each holds. */
const places = [
  { href: '/', name: 'Series', holds: /^\/(?:$|series|mail|follow)/ },
  { href: '/triage', name: 'Triage', holds: /^\/triage/ },
  { href: '/status', name: 'Status', holds: /^\/status/ },
  { href: '/settings', name: 'Settings', holds: /^\/settings/ },
];

/** The frame's head: where one is, and the field that takes a link. */
export function TopBar() {
  const path = usePathname();
  return (
    <header className="top">
      <a className="brand" href="/">
        loreview
      </a>
      <nav aria-label="Pages">
        {places.map(({ href, name, holds }) => (
          <a key={href} href={href} aria-current={holds.test(path) ? 'page' : undefined}>
            {name}
          </a>
        ))}
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
