'use client';

import { useEffect, useRef } from 'react';
import { KeyList } from './key-list';
import { isTyping } from './typing';

/** What each key does, in the order of the list under "?". */
const keys: readonly (readonly [string, string])[] = [
  ['n', 'next unsettled discussion; where none is, next to confirm, then any'],
  ['p', 'the one before'],
  ['N', 'next discussion, settled or not'],
  ['P', 'discussion before, settled or not'],
  [']', 'next file'],
  ['[', 'file before'],
  ['j', 'next patch'],
  ['k', 'patch before'],
  ['v', 'unified, side by side'],
  ['t', 'list of patches, files and discussions'],
  ['y', 'copy the link to the line or place in view'],
  ['r', 'reply at the line or in the discussion where you are, else to the whole mail'],
  [
    'l',
    'to the lines below where you are; arrows go on, with Shift they take more lines, Enter or r replies',
  ],
  ['Ctrl-Enter', 'in a draft: keep it and go back to its line; Esc too'],
  ['u', 'up to the series'],
  ['?', 'this list'],
];

/**
 * Keys of the patch page. Everything they do a link on the page does too: `n` and `p` walk through elements marked
 * data-stop="discussion" that need somebody by their data-group, `N` and `P` through all of them, brackets through data-stop="file", other keys follow the link marked data-key.
 */
export function DiffKeys() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      switch (event.key) {
        case 'n':
          return jump(needing(), 1);
        case 'p':
          return jump(needing(), -1);
        case 'N':
          return jump(stopsOf('discussion'), 1);
        case 'P':
          return jump(stopsOf('discussion'), -1);
        case ']':
          return jump(stopsOf('file'), 1);
        case '[':
          return jump(stopsOf('file'), -1);
        case 'y':
          return void navigator.clipboard?.writeText(location.href);
        case '?':
          return dialog.current?.showModal();
        default:
          if (/^[a-z]$/.test(event.key))
            document.querySelector<HTMLElement>(`[data-key="${event.key}"]`)?.click();
      }
    };
    document.addEventListener('keydown', onKey);
    showCurrentPatch();
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return <KeyList dialog={dialog} keys={keys} />;
}

/** On narrow screens the patches are a strip that scrolls sideways: the one shown is brought to its middle. */
function showCurrentPatch(): void {
  const current = document.querySelector<HTMLElement>('.nav .patches [aria-current]');
  const strip = current?.closest('ol');
  if (!current || !strip || strip.scrollWidth <= strip.clientWidth) return;
  strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
}

function stopsOf(kind: 'discussion' | 'file'): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-stop="${kind}"]`)];
}

/** Discussions that need somebody; where none does, those to confirm; where there are none of these, all. */
function needing(): readonly HTMLElement[] {
  const all = stopsOf('discussion');
  for (const group of ['unsettled', 'confirm']) {
    const here = all.filter((stop) => stop.dataset['group'] === group);
    if (here.length > 0) return here;
  }
  return all;
}

/** Goes to the stop behind or before the last one, or the place in view when none was visited. */
function jump(stops: readonly HTMLElement[], step: 1 | -1): void {
  const here = stops.findIndex((stop) => stop === document.activeElement);
  const seen = here >= 0 ? [] : stops.filter((stop) => stop.checkVisibility());
  const target = here >= 0 ? stops[here + step] : step > 0 ? seen.find(isBelow) : seen.findLast(isAbove);
  if (!target) return;
  // The rest of very many stands in a fold.
  target.parentElement?.closest('details:not([open])')?.setAttribute('open', '');
  if (target.id !== '') history.replaceState(history.state, '', `#${target.id}`);
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start', behavior: 'instant' });
}

/** Below the bars that stay at the top of the window; a few pixels are lost to rounding. */
function barsHeight(): number {
  return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 4;
}

function isBelow(element: HTMLElement): boolean {
  return element.getBoundingClientRect().top > barsHeight();
}

function isAbove(element: HTMLElement): boolean {
  return element.getBoundingClientRect().top < barsHeight() - 8;
}
