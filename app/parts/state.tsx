import type { Evidence, PostingPlace, State } from '../../lib/query/index';
import { evidenceKind, evidencePath, evidenceTarget } from './state-words';

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.7,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** What each state is drawn as, in a box of 12 by 12. */
export const stateDrawings: Readonly<Record<State, React.ReactNode>> = {
  open: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  answered: (
    <>
      <circle cx="6" cy="6" r="4.5" {...stroke} strokeWidth={1.4} />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  promised: (
    <>
      <circle cx="6" cy="6" r="4.7" {...stroke} strokeWidth={1.4} />
      <path d="M6 3.4V6l1.8 1.3" {...stroke} strokeWidth={1.4} />
    </>
  ),
  addressed: (
    <>
      <circle cx="6" cy="6" r="4.8" {...stroke} strokeWidth={1.3} strokeDasharray="2.1 1.7" />
      <path d="M3.9 6.2l1.5 1.5 2.8-3.2" {...stroke} strokeWidth={1.4} />
    </>
  ),
  rejected: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" {...stroke} />,
  resolved: <path d="M1.8 6.6l2.9 2.9 5.6-7" {...stroke} />,
  moot: <path d="M1.8 6h8.4" {...stroke} strokeWidth={2} />,
};

/** The glyph alone; its word must stand beside it, or in the name of what it stands in. */
export function StateGlyph({ state }: { readonly state: State }) {
  return (
    <svg className="g" viewBox="0 0 12 12" aria-hidden="true">
      {stateDrawings[state]}
    </svg>
  );
}

/** A state: glyph, word and colour. `quiet` is without tint, for folded lines and legends; `count` stands before the word. */
export function StateChip({
  state,
  quiet = false,
  count,
}: {
  readonly state: State;
  readonly quiet?: boolean;
  readonly count?: number;
}) {
  return (
    <span className={quiet ? `st quiet ${state}` : `st ${state}`}>
      <StateGlyph state={state} />
      <span>
        {count === undefined ? null : <b>{count} </b>}
        {state}
      </span>
    </span>
  );
}

/**
 * One thing to look at: its kind, then what it points at; leads to the very line. A page that knows when the mail was sent
 * or which posting it is hands that over, and the chip says it.
 */
export function EvidenceChip({
  evidence,
  at,
  posting,
}: {
  readonly evidence: Evidence;
  readonly at?: Date | undefined;
  readonly posting?: PostingPlace | undefined;
}) {
  const path = evidencePath(evidence);
  const said = 'words' in evidence ? evidence.words : evidence.kind === 'hunk' ? evidence.what : undefined;
  const content = (
    <>
      <span className="kind">{evidenceKind(evidence)}</span> {evidenceTarget(evidence, at, posting)}
    </>
  );
  return path === undefined ? (
    <span className="ev">{content}</span>
  ) : (
    <a className="ev" href={path} title={said}>
      {content}
    </a>
  );
}
