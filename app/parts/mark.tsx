import type { GridRow } from '../../lib/query/index';

const marks: Record<GridRow['steps'][number], { readonly sign: string; readonly word: string }> = {
  same: { sign: '=', word: 'same' },
  changed: { sign: '~', word: 'changed' },
  new: { sign: '+', word: 'new' },
  dropped: { sign: 'x', word: 'dropped' },
  unknown: { sign: '?', word: 'not known, a mail is missing' },
  none: { sign: '', word: '' },
};

/**
 * What became of a patch from one version to the next: one character, with its word for who cannot see it. It leads to the
 * comparison when there is something on both sides.
 */
export function PatchMark({
  step,
  href,
  between,
}: {
  readonly step: GridRow['steps'][number];
  readonly href?: string | undefined;
  /** "v1 to v2". */
  readonly between?: string | undefined;
}) {
  const { sign, word } = marks[step];
  if (sign === '') return null;
  const words = between === undefined ? word : `${between}: ${word}`;
  const content = (
    <>
      <span aria-hidden="true">{sign}</span>
      <span className="vh">{words}</span>
    </>
  );
  return href === undefined ? (
    <span className={`pm ${step}`} title={words}>
      {content}
    </span>
  ) : (
    <a className={`pm ${step}`} href={href} title={words}>
      {content}
    </a>
  );
}

/** The marks and their words, for the foot of a grid. */
export function MarkLegend() {
  return (
    <p className="legend">
      {(['same', 'changed', 'new', 'dropped', 'unknown'] as const).map((step) => (
        <span key={step}>
          <span className={`pm ${step}`} aria-hidden="true">
            {marks[step].sign}
          </span>{' '}
          {marks[step].word}
        </span>
      ))}
    </p>
  );
}
