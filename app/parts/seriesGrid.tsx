import { Fragment } from 'react';
import {
  groups,
  reviewsBeside,
  statesOf,
  type GridCell,
  type GridRow,
  type SeriesPage,
  type StateCounts,
  type VersionView,
} from '../../lib/query/index';
import { Brief } from './brief';
import { comparePath, homePath, patchPath } from './discussion-links';
import { countsInWords } from './state-words';
import { StateChip, StateGlyph } from './state';
import { MarkLegend, PatchMark } from './mark';
import { plural, shortTag } from './discussion-words';
import { reviewWords, Tag } from './tag';
import { When } from './time';

/**
 * Patches down, versions across: what there is of each, what was asked and what became of that, what changed from one to
 * the next, and which tags hold.
 */
export function SeriesGrid({ series }: { readonly series: SeriesPage }) {
  const hasCovers = series.covers.some((cell) => cell !== undefined);
  const newest = series.versions.at(-1);
  return (
    <div className={series.versions.length > fewVersions ? 'patchgrid many' : 'patchgrid'}>
      <label className="older">
        <input type="checkbox" /> older versions too
      </label>
      {/* What scrolls must be reachable by keys, too. */}
      <div className="scroll-x newest-first" tabIndex={0} role="group" aria-label="Patches by version">
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
                tags on <span className="mono">{newest?.label}</span>
              </th>
              <th scope="col" role="columnheader" className="asked">
                remarks
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
                <Cells
                  cells={series.covers}
                  versions={series.versions}
                  steps={series.coverSteps}
                  slug={series.slug}
                />
                <td className="tags" role="cell" />
                <td className="asked" role="cell">
                  <Counts states={series.coverStates} />
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
      <StateLegend />
    </div>
  );
}

/** A card shows so many versions of a patch in a line or two; of more it shows the newest four, and the others when asked. */
const fewVersions = 5;

function Row({ row, series }: { readonly row: GridRow; readonly series: SeriesPage }) {
  const isDropped = row.droppedIn !== undefined;
  return (
    <tr role="row" className={isDropped ? 'dropped' : undefined}>
      <td className="no mono" role="cell">
        {row.number ?? '-'}
      </td>
      <th scope="row" role="rowheader" className="title">
        {isDropped ? (
          <s>
            <Brief text={row.title} />
          </s>
        ) : row.title ? (
          <Brief text={row.title} />
        ) : (
          <span className="muted">title not known</span>
        )}
        {row.formerTitles.map((former) => (
          <span key={former.title} className="former">
            {former.label}: <Brief text={former.title} />
          </span>
        ))}
        {isDropped ? <span className="former">dropped in {row.droppedIn}</span> : null}
      </th>
      <Cells cells={row.cells} versions={series.versions} steps={row.steps} slug={series.slug} />
      <td className="tags" role="cell">
        <Tags row={row} series={series} />
      </td>
      <td className="asked" role="cell">
        <Counts states={row.states} />
      </td>
    </tr>
  );
}

function Tags({ row, series }: { readonly row: GridRow; readonly series: SeriesPage }) {
  const against = row.objections.filter((objection) => objection.liftedBy === undefined);
  const beside = reviewsBeside(row.reviews, row.tags);
  if (row.tags.length + beside.length + against.length === 0)
    return row.droppedIn === undefined ? <span className="tag none">none</span> : null;
  const newest = series.versions.at(-1);
  return (
    <>
      {against.map((objection) => (
        <span key={`${objection.mail}/${objection.block}`} className="tag nack">
          <a href={`${homePath(objection.mail)}?block=${objection.block}`} title={objection.words}>
            <b>NACK</b> <Brief text={objection.name} />
          </a>
        </span>
      ))}
      {row.tags.map((tag) => {
        const given = series.versions.find((version) => version.label === tag.version);
        return (
          <Tag
            key={`${tag.reply} ${tag.block} ${tag.key} ${tag.name}`}
            tag={tag}
            since={
              given && newest && given !== newest
                ? comparePath(series.slug, given.slug, newest.slug)
                : undefined
            }
          />
        );
      })}
      {beside.map(({ key, name, mail, version, isCarried }) => (
        <span key={`${key} ${name}`} className="tag holds">
          <a href={homePath(mail)} title={reviewWords({ version, isCarried })}>
            <b>{shortTag(key)}</b> <Brief text={name} />
          </a>
        </span>
      ))}
    </>
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
    const before = versions[index - 1];
    return (
      <Fragment key={version.slug}>
        {index > 0 ? (
          <td className="step" role="cell">
            {step && before ? (
              <PatchMark
                step={step}
                href={comparePath(slug, before.slug, version.slug, cell?.number)}
                between={`${before.label} to ${version.label}`}
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
  const words = cellWords(cell, label);
  const worst = statesOf.unsettled.find((state) => cell.states.has(state));
  const frame = worst ? ` tint-${worst} ink-${worst}` : cell.remarks > 0 ? ' talked' : '';
  return (
    <a
      className={`gc ${cell.kind === 'held' ? 'posted' : 'unposted'}${frame}`}
      href={href}
      aria-label={words}
      title={words}
    >
      <span className="mono">
        {cell.number}/{cell.total}
      </span>
      <Glyphs states={cell.states} />
    </a>
  );
}

/** "v2, 0 of 5, 2 unsettled, 2 to confirm, 4 in all". */
function cellWords(cell: GridCell, label: string): string {
  const asked = [...cell.states.values()].reduce((sum, count) => sum + count, 0);
  const words = [
    `${label}, ${cell.number} of ${cell.total}`,
    cell.kind === 'missing' ? 'the mail is not held' : '',
    cell.kind === 'carried' ? 'not posted again' : '',
    asked > 0
      ? `${countsInWords(groupCounts(cell.states))}, ${asked} in all`
      : cell.remarks > 0
        ? `${plural(cell.remarks, 'remark')}, nothing asked`
        : 'no remarks',
  ];
  return words.filter(Boolean).join(', ');
}

function groupCounts(states: StateCounts) {
  const count = (group: (typeof groups)[number]) =>
    statesOf[group].reduce((sum, state) => sum + (states.get(state) ?? 0), 0);
  return { unsettled: count('unsettled'), confirm: count('confirm'), settled: count('settled') };
}

/** One glyph and number for each group present; the worst state of the group gives the glyph. */
function Glyphs({ states }: { readonly states: StateCounts }) {
  const counts = groupCounts(states);
  return (
    <span className="stcounts" aria-hidden="true">
      {groups.map((group) => {
        const worst = statesOf[group].find((state) => states.has(state));
        return worst === undefined ? null : (
          <span key={group} className={`ink-${worst}${group === 'unsettled' ? ' must' : ''}`}>
            <StateGlyph state={worst} />
            {counts[group]}
          </span>
        );
      })}
    </span>
  );
}

function Counts({ states }: { readonly states: StateCounts }) {
  if (states.size === 0) return null;
  return (
    <>
      <Glyphs states={states} />
      <span className="vh">{countsInWords(groupCounts(states))}</span>
    </>
  );
}

function StateLegend() {
  return (
    <p className="legend">
      {groups.map((group) => (
        <span key={group} className="legendgroup">
          {statesOf[group].map((state) => (
            <StateChip key={state} state={state} quiet />
          ))}{' '}
          {group === 'confirm' ? 'to confirm' : group}
        </span>
      ))}
    </p>
  );
}

/** Who is against the series: said as loud as a tag, with the way to the very words. */
export function Objections({ series }: { readonly series: SeriesPage }) {
  return series.objections
    .filter((objection) => objection.liftedBy === undefined)
    .map((objection) => (
      <p key={`${objection.mail}/${objection.block}`} className="note fail">
        <b>
          NACK by <Brief text={objection.name} />
        </b>
        {objection.version === undefined ? '' : ` on ${objection.version}`}:{' '}
        <a href={`${homePath(objection.mail)}?block=${objection.block}`}>{objection.words}</a>
        {objection.version !== undefined && objection.version !== series.versions.at(-1)?.label ? (
          <span className="muted">
            {' '}
            Not taken back; the newest version is {series.versions.at(-1)?.label},{' '}
            <When date={series.versions.at(-1)?.at} />.
          </span>
        ) : null}
      </p>
    ));
}
