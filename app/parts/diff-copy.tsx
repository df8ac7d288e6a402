'use client';

import { useState, useSyncExternalStore } from 'react';

/** Copies a Message-ID. Without script there is nothing to press, and the id stands on the mail's page. */
export function CopyMessageId({ messageId }: { readonly messageId: string }) {
  const [isCopied, setCopied] = useState(false);
  const canCopy = useSyncExternalStore(
    () => () => undefined,
    () => navigator.clipboard !== undefined,
    () => false,
  );
  if (!canCopy) return null;
  return (
    <button
      type="button"
      className="aslink"
      onClick={() => void navigator.clipboard.writeText(messageId).then(() => setCopied(true))}
    >
      {isCopied ? 'Message-ID copied' : 'copy Message-ID'}
    </button>
  );
}
