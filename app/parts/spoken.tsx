import type { TriageRow } from '../../lib/query/index';
import { shortTag } from './discussion-words';

/** Who said what on which version, and whether anybody has looked at the newest. */
export function SpokenView({ slug, facts }: { readonly slug: string; readonly facts: TriageRow['facts'] }) {
  const { newest, spoken, isNewestRead } = facts;
  if (!newest) return null;
  return (
    <dl className="spoken" aria-label="Who said what on which version">
      {spoken.map((version) => (
        <div key={version.slug}>
          <dt className="mono">
            <a href={`/series/${slug}/${version.slug}`}>{version.label}</a>
          </dt>
          <dd>{version.people.map(sayOf).join(', ')}</dd>
        </div>
      ))}
      {isNewestRead ? null : (
        <div className="unread">
          <dt className="mono">
            <a href={`/series/${slug}/${newest.slug}`}>{newest.label}</a>
          </dt>
          <dd>
            <b>nobody has remarked on or tagged {newest.label}</b>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** "Rob Reader 3 remarks R-b". */
function sayOf({ name, remarks, tags }: TriageRow['facts']['spoken'][number]['people'][number]): string {
  const said = [
    remarks > 0 ? `${remarks} ${remarks === 1 ? 'remark' : 'remarks'}` : '',
    ...tags.map(shortTag),
  ].filter((one) => one !== '');
  return `${name} (${said.join(', ') || 'wrote'})`;
}
