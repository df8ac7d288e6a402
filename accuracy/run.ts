/**
 * `npm run accuracy`: how right Loreview is. Compares it with what careful readers found in real threads, and counts what
 * became of every remark of a large body of real mail. Needs both: LOREVIEW_CORPUS (or ../shared/corpus), with the
 * labels beside it. docs/accuracy.md tells how to read the figures.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { analyse } from '../lib/analysis/index';
import { anchorLabels, emptyScore, scoreAnchors, type AnchorScore, type Placing } from './anchors';
import { emptyLedgerScore, hasLedgerLabels, scoreLedger, type LedgerScore } from './ledger';
import { mailFiles, readMails } from './mails';
import { addToScale, emptyScale, type Scale } from './scale';
import { emptyVersionScore, hasVersionLabels, scoreVersions, type VersionScore } from './versions';

const options = new Command('accuracy')
  .description('Compares what Loreview finds with what careful readers found, and counts it over real mail.')
  .option('--labels-only', 'leave out the mail that nobody labelled')
  .option(
    '--lost <file>',
    'write every mail with a quote that found no home to a file, one JSON object a line',
  )
  .parse()
  .opts<{ labelsOnly?: boolean; lost?: string }>();

const corpus =
  process.env['LOREVIEW_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const labels = `${corpus}/../labels`;
const iopf = 'the iopf series';

if (!existsSync(`${corpus}/series`) || !existsSync(labels)) {
  console.log('Nothing to measure with: set LOREVIEW_CORPUS to a folder of real mail with labels beside it.');
} else {
  await measureLabels();
  if (options.labelsOnly !== true) await measureScale();
}

async function measureLabels(): Promise<void> {
  const anchors = emptyScore();
  const versions = emptyVersionScore();
  const ledger = emptyLedgerScore();
  for (const file of mailFiles(`${corpus}/series`)) {
    const blocks = anchorLabels(labels, file.name);
    const hasVersions = hasVersionLabels(labels, file.name);
    const hasLedger = hasLedgerLabels(labels, file.name);
    if (blocks.length === 0 && !hasVersions && !hasLedger) continue;
    const analysis = analyse(await readMails(file));
    const { recognition, discussions } = analysis;
    const remarks = [...discussions.values()].flatMap((discussion) => discussion.remarks);
    if (blocks.length > 0) {
      const own = emptyScore();
      scoreAnchors(own, blocks, remarks);
      console.log(`${file.name}: ${placingWords(own.direct)} direct, ${placingWords(own.nested)} nested`);
      scoreAnchors(anchors, blocks, remarks);
    }
    if (hasVersions) scoreVersions(versions, labels, file.name, recognition.series);
    if (hasLedger) scoreLedger(ledger, labels, file.name, analysis);
  }
  printAnchors(anchors);
  printVersions(versions);
  printLedger(ledger);
}

function placingWords({ labels: all, exact }: Placing): string {
  return `${exact} of ${all}`;
}

function printAnchors(score: AnchorScore): void {
  const onLine = score.direct.labels + score.nested.labels;
  const wrong = score.direct.wrong + score.nested.wrong;
  const kindRight = [...score.kinds].filter(([pair]) => isSameKind(pair)).reduce((sum, [, n]) => sum + n, 0);
  const all = score.cutting.labels;
  console.log(`\nLabelled blocks: ${all}`);
  console.table({
    'right line, direct': row(score.direct.exact, score.direct.labels, '99.5 %'),
    'right line, nested': row(score.nested.exact, score.nested.labels, '99.5 %'),
    'wrong line': row(wrong, onLine, 'under 0.3 %'),
    'line invented for a block that has none': row(score.lineless.givenLine, score.lineless.labels, '5 %'),
    'kind right': row(kindRight, all, '97 %'),
    'answers right': row(score.answers.right, score.answers.labels, '97 %'),
    'answers invented': row(score.answers.invented, all - score.answers.labels, ''),
    'blocks cut otherwise': row(score.cutting.differing, all, 'under 5 %'),
  });
  console.log('Kinds (label -> ours):');
  for (const [pair, n] of [...score.kinds].sort((a, b) => b[1] - a[1])) console.log(`  ${pair}: ${n}`);
}

function isSameKind(pair: string): boolean {
  const [label, ours] = pair.split(' -> ');
  return label === ours;
}

function printVersions(score: VersionScore): void {
  console.log('\nVersions of labelled series:');
  console.table(
    Object.fromEntries(
      Object.entries({
        'patch mail in its version': score.membership,
        'versions of one series': score.sameSeries,
        'patch pairs': score.pairs,
      }).map(([name, { asked, given, right }]) => [
        name,
        { asked, given, right, precision: share(right, given), recall: share(right, asked) },
      ]),
    ),
  );
}

function printLedger(score: LedgerScore): void {
  console.log(
    `\nWhat became of remarks: ${score.labels} labels, ${score.labels - score.sure} of them unsure`,
  );
  console.table({
    'state right': row(score.exact, score.labels, '85 %'),
    'state right, sure labels': row(score.sureExact, score.sure, ''),
    'open/answered/promised as one, addressed/resolved as one': row(score.grouped, score.labels, '93 %'),
    'addressed in the right version': row(score.addressedIn, score.labels, '90 %'),
    'states as groups, sure labels': row(score.sureGrouped, score.sure, ''),
    'right version, sure labels': row(score.sureAddressedIn, score.sure, ''),
    'addressed or resolved without evidence': row(score.withoutEvidence, score.labels, '0'),
  });
  console.log('States (label -> ours):');
  for (const [pair, n] of [...score.states].sort((a, b) => b[1] - a[1])) console.log(`  ${pair}: ${n}`);
}

async function measureScale(): Promise<void> {
  const groups: readonly (readonly [string, string])[] = [
    ['series of many versions', `${corpus}/series`],
    ['months of lists', `${corpus}/list-month`],
    [iopf, `${corpus}/iopf`],
    ['whole lists', `${corpus}/epochs`],
  ];
  const lost: string[] = [];
  for (const [name, folder] of groups) {
    const scale = emptyScale();
    if (name === iopf) {
      // Three files of one series: parts of it are read together, as a database would hold them.
      const mails = await Promise.all(mailFiles(folder).map(readMails));
      addToScale(scale, 'iopf', analyse(mails.flat()));
    } else for (const file of mailFiles(folder)) addToScale(scale, file.name, analyse(await readMails(file)));
    if (scale.mails === 0) continue;
    printScale(name, scale);
    lost.push(...scale.lostMails.map((mail) => JSON.stringify(mail)));
  }
  if (options.lost === undefined) return;
  writeFileSync(options.lost, `${lost.join('\n')}\n`);
  console.log(`\n${lost.length} mails with a quote that found no home are in ${options.lost}.`);
}

function printScale(name: string, scale: Scale): void {
  console.log(
    `\n${name}: ${scale.mails} mails, ${scale.series} series, ${scale.replies} replies (${scale.silent} without a remark), ` +
      `${scale.remarks} remarks, ${scale.nested} of them answers to a remark`,
  );
  const kinds = ['inline', 'general', 'trailer', 'social', 'bot'];
  const places = [...new Set([...scale.places.keys()].map((key) => key.split(' | ')[1] ?? ''))].sort();
  console.table(
    Object.fromEntries(
      places.map((place) => [
        place,
        Object.fromEntries(kinds.map((kind) => [kind, scale.places.get(`${kind} | ${place}`) ?? 0])),
      ]),
    ),
  );
  const unplaced = [...scale.places]
    .filter(([key]) => key.includes('unplaced'))
    .reduce((sum, [, n]) => sum + n, 0);
  const homeless = [...scale.lostLines.values()].reduce((sum, n) => sum + n, 0);
  console.log(`remarks without a place: ${unplaced} (${share(unplaced, scale.remarks)})`);
  console.log(
    `quoted lines without a home: ${homeless} of ${scale.quotedLines} (${share(homeless, scale.quotedLines)}), in ` +
      `${scale.lostMails.length} mails: ${reasons(scale)}`,
  );
}

function reasons({ lostMails }: Scale): string {
  const counts = new Map<string, number>();
  for (const { why } of lostMails) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, n]) => `${why} ${n}`).join(', ');
}

function row(n: number, of: number, mark: string) {
  return { count: `${n} of ${of}`, share: share(n, of), mark };
}

function share(n: number, of: number): string {
  return of === 0 ? '-' : `${((100 * n) / of).toFixed(2)} %`;
}
