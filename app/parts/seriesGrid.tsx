import { Fragment } from 'react';
import type { GridCell, GridRow, SeriesPage, VersionView } from '../../lib/query/index';
import { comparePath, patchPath } from './discussion-links';
import { MarkLegend, PatchMark } from './mark';
import { Tag } from './tag';

/** Patches down, versions across: what there is of each, what was said, and what became of it from one to the next. */
export function SeriesGrid({ series }: { readonly series: SeriesPage }) {
  const hasCovers = series.covers.some((cell) => cell !== undefined);
  const coverTags = series.tags.filter((tag) => tag.number === undefined);
  return (
    <>
      <div className="scroll-x">
        <table className="grid" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader" colSpan={2}>
                patch
              </th>
              {series.versions.map((version, index) => (
                <Fragment key={version.slug}>
                  {index > 0 ? (
                    <td className="step" role="cell">
                      <a
                        href={comparePath(series.slug, series.versions[index - 1]?.slug ?? '', version.slug)}
                        aria-label={`what changed from ${series.versions[index - 1]?.label ?? ''} to ${version.label}`}
                      >
                        →
                      </a>
                    </td>
                  ) : null}
                  <th scope="col" role="columnheader" className="version">
                    {version.label}
                  </th>
                </Fragment>
              ))}
              <th scope="col" role="columnheader" className="tags">
                tags given
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {hasCovers ? (
              <tr role="row">
                <td className="no mono" role="cell">
                  0
                </td>
                <th scope="row" role="rowheader" className="title">
                  Cover letter
                </th>
                <Cells cells={series.covers} versions={series.versions} steps={[]} slug={series.slug} />
                <td className="tags" role="cell">
                  {coverTags.map((tag) => (
                    <Tag key={`${tag.reply} ${tag.key} ${tag.name}`} tag={tag} />
                  ))}
                </td>
              </tr>
            ) : null}
            {series.rows.map((row, index) => (
              <Row key={`${row.title} ${index}`} row={row} series={series} />
            ))}
          </tbody>
        </table>
      </div>
      <MarkLegend />
    </>
  );
}

function Row({ row, series }: { readonly row: GridRow; readonly series: SeriesPage }) {
  const isDropped = row.droppedIn !== undefined;
  return (
    <tr role="row" className={isDropped ? 'dropped' : undefined}>
      <td className="no mono" role="cell">
        {row.number ?? '-'}
      </td>
      <th scope="row" role="rowheader" className="title">
        {isDropped ? <s>{row.title}</s> : row.title || <span className="muted">title not known</span>}
        {row.formerTitles.map((former) => (
          <span key={former.title} className="former">
            {former.label}: {former.title}
          </span>
        ))}
        {isDropped ? <span className="former">not in {row.droppedIn}</span> : null}
      </th>
      <Cells cells={row.cells} versions={series.versions} steps={row.steps} slug={series.slug} />
      <td className="tags" role="cell">
        {row.tags.length === 0 ? (
          <span className="tag none">none</span>
        ) : (
          row.tags.map((tag) => <Tag key={`${tag.reply} ${tag.key} ${tag.name}`} tag={tag} />)
        )}
      </td>
    </tr>
  );
}

function Cells({
  cells,
  versions,
  steps,
  slug,
}: {
  readonly cells: readonly (GridCell | undefined)[];
  readonly versions: readonly VersionView[];
  readonly steps: GridRow['steps'];
  readonly slug: string;
}) {
  return versions.map((version, index) => {
    const cell = cells[index];
    const step = steps[index - 1];
    return (
      <Fragment key={version.slug}>
        {index > 0 ? (
          <td className="step" role="cell">
            {step ? (
              <PatchMark
                step={step}
                href={comparePath(slug, versions[index - 1]?.slug ?? '', version.slug, cell?.number)}
              />
            ) : null}
          </td>
        ) : null}
        <td className={cell ? 'cell' : 'cell absent'} role="cell" data-version={version.label}>
          {cell ? (
            <Cell cell={cell} href={patchPath(slug, version.slug, cell.number)} label={version.label} />
          ) : null}
        </td>
      </Fragment>
    );
  });
}

function Cell({
  cell,
  href,
  label,
}: {
  readonly cell: GridCell;
  readonly href: string;
  readonly label: string;
}) {
  const words = [
    `${label}, ${cell.number} of ${cell.total}`,
    cell.kind === 'missing' ? 'the mail is not held' : '',
    cell.kind === 'carried' ? 'not posted again' : '',
    cell.remarks > 0 ? `${cell.remarks} remarks in ${cell.conversations} conversations` : 'no remarks',
  ];
  return (
    <a
      className={`gc ${cell.kind === 'held' ? 'posted' : 'unposted'}${cell.remarks > 0 ? ' talked' : ''}`}
      href={href}
      aria-label={words.filter(Boolean).join(', ')}
      title={words.filter(Boolean).join(', ')}
    >
      <span className="mono">
        {cell.number}/{cell.total}
      </span>
      {cell.remarks > 0 ? (
        <span className="talked" aria-hidden="true">
          <svg className="g" viewBox="0 0 12 12">
            <path d="M1 1.5h10v7H5.5L3 11V8.5H1z" fill="none" stroke="currentColor" strokeWidth="1.3" />
          </svg>
          {cell.remarks}
        </span>
      ) : null}
    </a>
  );
}
