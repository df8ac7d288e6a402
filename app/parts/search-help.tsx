import { anywhere, dateForms, fields, type Field } from '../../lib/search/index';
import { searchPath } from './search-params';

const grammar: readonly (readonly [example: string, meaning: string])[] = [
  [
    'page request queue',
    'all of these words, in any order; English words by their stem: "mapped" finds "mapping"',
  ],
  ['Mapped', 'a capital letter or quotes ask for the word as it is written'],
  ['"page request queue"', 'these words one after another'],
  ['arm-smmu-v3', 'the same: signs between words are left out, as in foo->bar'],
  ['iommu_attach_device_pasid', 'an identifier is one word'],
  ['iommu_attach*', 'every word that begins so'],
  ['fault OR prq', 'either; words beside one another belong together before OR'],
  ['fault -prq', 'without this word; also NOT prq'],
  ['s:(fault OR prq) f:baolu', 'parentheses, also behind a field'],
];

/** The grammar, with examples that can be followed. */
export function SearchHelp({ isOpen }: { readonly isOpen: boolean }) {
  const own = fields.findIndex(({ name }) => name === 'mid');
  return (
    <details className="searchhelp" open={isOpen}>
      <summary>What can be written here</summary>
      <Examples caption="Words" rows={grammar} />
      <Examples caption="Fields, as public-inbox has them" rows={fields.slice(0, own).map(rowOf)} />
      <Examples caption="What Loreview knows besides" rows={fields.slice(own).map(rowOf)} />
      <p>
        A word without a field is looked for {anywhere.help}. In remarks it is looked for in what the remark
        itself says. Dates: {dateForms}; all in UTC. Newest first is by the moment the list received a mail.
      </p>
    </details>
  );
}

function rowOf(field: Field): readonly [string, string] {
  const values = field.kind === 'fact' && field.values ? `: ${field.values.join(', ')}` : '';
  return [field.example, field.help + values];
}

function Examples({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly (readonly [example: string, meaning: string])[];
}) {
  return (
    <table className="list examples">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([example, meaning]) => (
          <tr key={example}>
            <th scope="row" className="mono">
              <a href={`${searchPath}?${new URLSearchParams({ q: example }).toString()}`}>{example}</a>
            </th>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
