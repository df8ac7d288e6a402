import { groups, type LedgerPage, type LedgerRow } from '../../lib/query/index';
import { loreLink } from './discussion-links';
import { asked, ledgerFacts, whereOf } from './ledger-words';
import { countsInWords, evidenceKind, evidenceTarget, groupWords } from './state-words';
import { dayOf } from './time';

/** Columns of a line in a mail. */
const columns = 72;

/** The ledger as plain text, to be put into a mail: the same rows under the same filters. */
export function ledgerText(page: LedgerPage): string {
  const parts = groups.flatMap((group) => section(groupWords[group], page.rows[group]));
  return [
    page.series.title,
    `${ledgerFacts(page)}; as of ${page.version.label}:`,
    countsInWords(page.counts),
    '',
    ...parts,
    ...section('reports of bots', page.bots),
  ].join('\n');
}

function section(name: string, rows: readonly LedgerRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} (${rows.length})`;
  return [title, '='.repeat(title.length), '', ...rows.flatMap(rowText)];
}

function rowText(row: LedgerRow): readonly string[] {
  const when = row.sentAt ? `, ${dayOf(row.sentAt)}` : '';
  const addressed = row.addressedIn === undefined ? '' : ` in ${row.addressedIn}`;
  const evidence = row.evidence.map(
    (one) => `${evidenceKind(one.evidence)} ${evidenceTarget(one.evidence, one.at, one.posting)}`,
  );
  return [
    `* ${row.state}${addressed}: ${whereOf(row)}, ${row.name}${when}`,
    ...wrapped(asked(row.text, row.name).words, '  > '),
    ...wrapped(row.why, '  '),
    ...(evidence.length === 0 ? [] : wrapped(`Evidence: ${evidence.join('; ')}`, '  ')),
    `  ${loreLink(row.reply)}`,
    '',
  ];
}

/** Lines of at most so many columns, each with the same beginning; a longer word stays whole. */
function wrapped(text: string, begin: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && begin.length + line.length + 1 + word.length > columns) {
      lines.push(begin + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, begin + line];
}
