import type { GridRow } from '../../lib/query/index';

const marks: Record<GridRow['steps'][number], { readonly sign: string; readonly word: string }> = {
  same: { sign: '=', word: 'same' },
  changed: { sign: '~', word: 'changed' },
  new: { sign: '+', word: 'new' },
  dropped: { sign: 'x', word: 'dropped' },
  unknown: { sign: '?', word: 'not known, a mail is missing' },
  none: { sign: '', word: '' },
};

/** What became of a patch from one version to the next: one character, with its word for who cannot see it. */
export function PatchMark({
  step,
  href,
}: {
  readonly step: GridRow['steps'][number];
  /** Where the change itself is shown. */
  readonly href?: string | undefined;
}) {
  const { sign, word } = marks[step];
  if (sign === '') return null;
  const inside = (
    <>
      <span aria-hidden="true">{sign}</span>
      <span className="vh">{word}</span>
    </>
  );
  return href === undefined ? (
    <span className={`pm ${step}`} title={word}>
      {inside}
    </span>
  ) : (
    <a className={`pm ${step}`} title={word} href={href}>
      {inside}
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
