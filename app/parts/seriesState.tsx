import {
  isForgotten,
  reviewsBeside,
  tagsMissed,
  type GridRow,
  type ReviewView,
  type SeriesPage,
  type TagsMissed,
  type TagView,
} from '../../lib/query/index';
import { Brief } from './brief';
import { comparePath, homePath, mailPath, patchPath, remarkFragment } from './discussion-links';
import { shortTag } from './discussion-words';
import { ledgerAddress } from './ledger-params';
import { asked, whereOf } from './ledger-words';
import { StateChip } from './state';
import { holdWord, reviewWords } from './tag';
import { Ago } from './time';
import { TableLinks } from './table-links';

/** Remarks shown in the list; the ledger has them all. */
const mostShown = 8;

/** Below the grid: what waits for somebody, and what the tags are worth. */
export function SeriesState({ series }: { readonly series: SeriesPage }) {
  return (
    <div className="twocol">
      <NeverSettled series={series} />
      <Tags series={series} />
    </div>
  );
}

function NeverSettled({ series }: { readonly series: SeriesPage }) {
  const { unsettled, counts } = series;
  const newest = series.versions.at(-1);
  const all = newest
    ? ledgerAddress(series.slug, newest.slug, { state: 'unsettled', person: undefined, withOwn: true })
    : undefined;
  return (
    <section aria-labelledby="never-settled">
      <h2 id="never-settled" className="grouphead">
        Never settled{' '}
        <span>
          {unsettled.length === 0 ? 'nothing waits for anybody' : `${unsettled.length}, oldest first`}
          {counts.confirm > 0
            ? `; ${counts.confirm} more ${counts.confirm === 1 ? 'waits' : 'wait'} only for a confirmation`
            : ''}
        </span>
      </h2>
      <ul className="waitlist">
        {unsettled.slice(0, mostShown).map((row) => (
          <li key={`${row.reply}/${row.block}`}>
            <StateChip state={row.state} />
            <p className="what">
              {asked(row.text, row.name).words}
              <small>
                <a
                  href={
                    row.posting && row.isPlaced
                      ? patchPath(series.slug, row.posting.version.slug, row.posting.number) +
                        remarkFragment(row.reply, row.block)
                      : `${mailPath(row.reply)}#L${row.line}`
                  }
                >
                  {whereOf(row)}
                </a>
                {row.why === '' ? '' : `, ${row.why}`}
              </small>
            </p>
            <span className="who">
              <Brief text={row.name} />, <Ago date={row.sentAt} />
            </span>
          </li>
        ))}
      </ul>
      {unsettled.length > mostShown && all !== undefined ? (
        <p className="more">
          <a href={all}>All {unsettled.length} in the ledger</a>
        </p>
      ) : null}
    </section>
  );
}

function Tags({ series }: { readonly series: SeriesPage }) {
  const rows = series.rows.filter((row) => row.droppedIn === undefined);
  const given = series.tags.length;
  const counted = rows.filter(({ reviews }) => reviews.length > 0).length;
  const beside = besideRows(rows);
  const missed = tagsMissed(rows);
  const bare = rows.flatMap((row) =>
    row.reviews.length === 0 && row.number !== undefined ? row.number : [],
  );
  return (
    <section aria-labelledby="tags-given">
      <h2 id="tags-given" className="grouphead">
        Tags{' '}
        <span>
          {given === 0 ? 'none given' : `${given} given${onVersions(series.tags)}`}
          {rows.length > 0 ? `; ${counted} of ${rows.length} patches have a review tag that holds` : ''}
        </span>{' '}
        {given === 0 ? null : <TableLinks path={`/series/${series.slug}`} table="tags" />}
      </h2>
      {missed.map((one) => (
        <p key={missedWords(one)} className={one.carriedIn === undefined ? 'note fail' : 'note info'}>
          {missedWords(one)}
        </p>
      ))}
      <table className="list taglist">
        <tbody>
          {tagRows(rows).map(({ tag, numbers }) => (
            <tr key={`${tag.reply} ${tag.block} ${tag.key} ${tag.name} ${numbers.join(' ')}`}>
              <td>
                <a className="tagname" href={`${homePath(tag.reply)}?block=${tag.block}`}>
                  <b>{shortTag(tag.key)}</b> <Brief text={tag.name} />
                </a>
                {tag.version === undefined ? null : <span className="muted"> on {tag.version}</span>}
              </td>
              <td>
                <span className="vh">for patches </span>
                <span className="mono">{ranges(numbers)}</span>
              </td>
              <td>
                <Hold tag={tag} series={series} />
              </td>
              <td>{pickedWords(tag)}</td>
            </tr>
          ))}
          {beside.map(({ review: { key, name, mail, version, isCarried }, numbers }) => (
            <tr key={`${mail} ${key} ${name} ${numbers.join(' ')}`}>
              <td>
                <a className="tagname" href={homePath(mail)}>
                  <b>{shortTag(key)}</b> <Brief text={name} />
                </a>
              </td>
              <td>
                <span className="vh">for patches </span>
                <span className="mono">{ranges(numbers)}</span>
              </td>
              <td colSpan={2}>holds: {reviewWords({ version, isCarried })}</td>
            </tr>
          ))}
          {bare.length === 0 ? null : (
            <tr className="muted">
              <td>no review</td>
              <td className="mono">{ranges(bare)}</td>
              <td colSpan={2}>no Reviewed-by or Acked-by that holds now</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface TagRow {
  readonly tag: TagView;
  readonly numbers: readonly number[];
}

/** One row for patches whose tag was given and fared alike. */
function tagRows(rows: readonly GridRow[]): readonly TagRow[] {
  const alike = new Map<string, { tag: TagView; numbers: number[] }>();
  for (const { number, tags } of rows) {
    if (number === undefined) continue;
    for (const tag of tags) {
      const { key, name, version, holds, why } = tag;
      const one = JSON.stringify([key, name, version, holds, why, pickedText(tag)]);
      const known = alike.get(one);
      if (known) known.numbers.push(number);
      else alike.set(one, { tag, numbers: [number] });
    }
  }
  return [...alike.values()];
}

/** Reviews that no tag of a row shows, one for the patches that have them alike. */
function besideRows(
  rows: readonly GridRow[],
): readonly { readonly review: ReviewView; readonly numbers: readonly number[] }[] {
  const alike = new Map<string, { review: ReviewView; numbers: number[] }>();
  for (const { number, reviews, tags } of rows)
    for (const review of number === undefined ? [] : reviewsBeside(reviews, tags)) {
      const known = alike.get(`${review.key} ${review.name} ${review.isCarried}`);
      if (known) known.numbers.push(number ?? 0);
      else alike.set(`${review.key} ${review.name} ${review.isCarried}`, { review, numbers: [number ?? 0] });
    }
  return [...alike.values()];
}

/** "1-3, 5". */
export function ranges(numbers: readonly number[]): string {
  const words: string[] = [];
  const inOrder = [...numbers].sort((a, b) => a - b);
  for (let at = 0; at < inOrder.length;) {
    const first = inOrder[at] ?? 0;
    let last = first;
    while (inOrder[at + 1] === last + 1) {
      at += 1;
      last += 1;
    }
    at += 1;
    words.push(last > first + 1 ? `${first}-${last}` : last > first ? `${first}, ${last}` : String(first));
  }
  return words.join(', ');
}

function Hold({ tag, series }: { readonly tag: TagView; readonly series: SeriesPage }) {
  const given = series.versions.find((version) => version.label === tag.version);
  const newest = series.versions.at(-1);
  if (tag.holds === 'yes') return <>holds{tag.why === '' ? '' : `: ${tag.why}`}</>;
  const words = `${holdWord(tag) ?? tag.holds}${tag.why === '' ? '' : `: ${tag.why}`}`;
  return tag.holds === 'stale' && given && newest && given !== newest ? (
    <a href={comparePath(series.slug, given.slug, newest.slug)}>{words}</a>
  ) : (
    <>{words}</>
  );
}

function pickedWords(tag: TagView): React.ReactNode {
  if (!tag.pickedUp) return <span className="muted">no version since</span>;
  const text = pickedText(tag);
  return isForgotten(tag) ? <b className="ink-open">{text}</b> : text;
}

function pickedText(tag: TagView): string {
  const { pickedUp } = tag;
  if (!pickedUp) return '';
  const missed = pickedUp.missedIn.join(', ');
  if (pickedUp.in !== undefined) return `${missed === '' ? '' : `missed in ${missed}, `}in ${pickedUp.in}`;
  if (missed === '') return '';
  return isForgotten(tag) ? `missed in ${missed}, not picked up` : `not in ${missed}`;
}

/** ", all on v2". */
function onVersions(tags: readonly TagView[]): string {
  const versions = [...new Set(tags.map((tag) => tag.version))];
  return versions.length === 1 && versions[0] !== undefined ? `, all on ${versions[0]}` : '';
}

/** "v3 forgot Kevin Tian's tags on 2, 4, 5; v4 carries them." */
export function missedWords({ name, numbers, missedIn, carriedIn }: TagsMissed): string {
  const tags = numbers.length === 1 ? 'tag' : 'tags';
  const them = numbers.length === 1 ? 'it' : 'them';
  const versions =
    missedIn.length === 1 ? missedIn[0] : `${missedIn.slice(0, -1).join(', ')} and ${missedIn.at(-1)}`;
  return `${versions} forgot ${name}'s ${tags} on ${ranges(numbers)}; ${
    carriedIn === undefined ? `no version carries ${them}` : `${carriedIn} carries ${them}`
  }.`;
}
