import { states, type State } from '../../lib/query/index';
import { stateDrawings } from './state-drawings';

/** Symbols of the glyphs that rows of a diff and heads of discussions point at; once a page. */
export function DiscussionGlyphs() {
  return (
    <svg className="glyphs" width="0" height="0" aria-hidden="true">
      <symbol id="g-talk" viewBox="0 0 12 12">
        <path d="M1 2h10v6.5H6.5L4 11V8.5H1z" {...stroke} />
      </symbol>
      <symbol id="g-tag" viewBox="0 0 12 12">
        <path d="M1.5 1.5H6L10.5 6 6 10.5 1.5 6z" {...stroke} />
        <circle cx="4" cy="4" r="0.9" fill="currentColor" />
      </symbol>
      <symbol id="g-bot" viewBox="0 0 12 12">
        <path d="M2 4h8v6.5H2zM6 4V1.2M4.5 6.4v1.6M7.5 6.4v1.6" {...stroke} />
      </symbol>
      <symbol id="g-hole" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="4.4" {...stroke} strokeDasharray="1.6 1.6" />
      </symbol>
      {states.map((state) => (
        <symbol id={`g-${state}`} viewBox="0 0 12 12" key={state}>
          {stateDrawings[state]}
        </symbol>
      ))}
    </svg>
  );
}

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinejoin: 'round' } as const;

export type DiscussionGlyphName = 'talk' | 'tag' | 'bot' | 'hole' | State;

export function DiscussionGlyph({ name }: { readonly name: DiscussionGlyphName }) {
  return (
    <svg className="g" aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  );
}
