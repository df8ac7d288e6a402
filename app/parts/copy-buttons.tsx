'use client';

import { useEffect } from 'react';

/** Makes the buttons of a page that copy do so. Without script there is nothing to press, and they stay hidden. */
export function CopyButtons() {
  useEffect(() => {
    if (navigator.clipboard === undefined) return;
    for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;
    const onClick = ({ target }: MouseEvent): void => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null;
      const { copy, copied } = button?.dataset ?? {};
      if (!button || copy === undefined || copied === undefined) return;
      void navigator.clipboard.writeText(copy).then(() => (button.textContent = copied));
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
  return null;
}
