import type { ReactNode } from 'react';

/** The numbers of a drawing, folded. */
export function Numbers({
  heads,
  children,
}: {
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <details className="evidence">
      <summary>The numbers</summary>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="The numbers">
        <table className="list numbers">
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" className={index > 0 ? 'num' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </details>
  );
}

const hour = 3_600_000;

/** "3 d", "5 h" from milliseconds; what there is none of in words. */
export function durationWords(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return 'none yet';
  if (milliseconds < hour) return 'under 1 h';
  if (milliseconds < 48 * hour) return `${Math.round(milliseconds / hour)} h`;
  return `${Math.round(milliseconds / (24 * hour))} d`;
}
