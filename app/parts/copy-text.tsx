'use client';

import { useState, useSyncExternalStore } from 'react';

/** Copies what an address answers as text. Without script there is nothing to press, and the link beside it shows it. */
export function CopyText({ href }: { readonly href: string }) {
  const [says, setSays] = useState('copy');
  const canCopy = useSyncExternalStore(
    () => () => undefined,
    () => navigator.clipboard !== undefined,
    () => false,
  );
  if (!canCopy) return null;
  const copy = async () => {
    const answer = await fetch(href);
    if (!answer.ok) return setSays(`not copied: ${answer.status}`);
    await navigator.clipboard.writeText(await answer.text());
    setSays('copied');
  };
  return (
    <button
      type="button"
      className="btn"
      onClick={() => void copy().catch((error: unknown) => setSays(`not copied: ${String(error)}`))}
    >
      {says}
    </button>
  );
}
