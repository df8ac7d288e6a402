import type { State } from '../../lib/query/index';

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
