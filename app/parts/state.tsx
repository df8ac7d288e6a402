import type { Evidence, PostingPlace, State } from '../../lib/query/index';
import { stateDrawings } from './state-drawings';
import { evidenceKind, evidencePath, evidenceTarget } from './state-words';

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
