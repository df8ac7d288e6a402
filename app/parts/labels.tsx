import { longestLabel } from '../../lib/reader/index';

/** The labels of a series, each leading to all that bear it; for its reader with the means to change them. */
export function Labels({
  slug,
  labels,
  mail,
}: {
  readonly slug: string;
  readonly labels: readonly string[];
  /** A posting of the series; undefined for who only reads. */
  readonly mail: string | undefined;
}) {
  if (labels.length === 0 && mail === undefined) return null;
  const action = `/series/${slug}/label`;
  return (
    <div className="labels" id="labels">
      <span className="muted">labels</span>
      {labels.map((label) => (
        <span key={label} className="worn">
          <LabelLink label={label} />
          {mail === undefined ? null : (
            <form action={action} method="post">
              <input type="hidden" name="mail" value={mail} />
              <button className="drop" name="drop" value={label} aria-label={`Take the label ${label} off`}>
                ×
              </button>
            </form>
          )}
        </span>
      ))}
      {labels.length === 0 ? <span className="muted">none</span> : null}
      {mail === undefined ? null : (
        <form action={action} method="post" className="keep">
          <input type="hidden" name="mail" value={mail} />
          <input
            type="text"
            name="add"
            required
            maxLength={longestLabel}
            size={12}
            aria-label="A label to put on this series"
            placeholder="for 6.13"
          />{' '}
          <button className="btn" type="submit">
            Label
          </button>
        </form>
      )}
    </div>
  );
}

/** A label on a row, leading to all series that bear it. */
export function LabelLink({ label }: { readonly label: string }) {
  return (
    <a className="label" href={`/?${new URLSearchParams({ label }).toString()}`}>
      {label}
    </a>
  );
}
