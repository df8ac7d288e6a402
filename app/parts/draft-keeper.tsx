'use client';

import { useEffect } from 'react';

/**
 * Brings the drafts of a page to life: they open in place, save themselves and can be reached by keys. All of it works as
 * links and forms too, so it is fetched behind the page.
 */
export function DraftKeeper() {
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    void import('./draft-editor').then(({ startEditor }) => {
      if (!isGone) stop = startEditor();
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, []);
  return null;
}
