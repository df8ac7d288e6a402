import { stageNames, stepNames, type SeriesPage, type StageView, type StepView } from '../../lib/query/index';
import { Brief, longestSentence } from './brief';
import { homePath } from './discussion-links';
import { plural } from './discussion-words';
import { afterPlace, foundPlace, Hash, SeriesLanded } from './landed';
import { betweenWords } from './landed-words';
import { MailLinks } from './mail-links';
import { dayOf, When } from './time';

/** The way of a series: its versions, then what mails tell of its landing, then what no followed tree can prove. */
export function Rail({ series }: { readonly series: SeriesPage }) {
  const landed = series.progress.steps.filter(({ kind }) => landings.includes(kind));
  const isTaken = landed.some(({ kind }) => kind !== 'turned-down' && kind !== 'withdrawn');
  const isMainline = landed.some(({ kind }) => provesMainline.includes(kind));
  return (
    <>
      <ol className="rail" aria-label="How far it has come">
        {series.versions.map((version) => (
          <li key={version.slug} className={version.isRfc ? 'rfc' : undefined}>
            <b>
              <a href={`/series/${series.slug}/${version.slug}`}>{version.label}</a>
            </b>
            <span>
              <When date={version.at} />
            </span>
            <br />
            <span>
              {plural(version.replies, 'reply', 'replies')}
              {version.held < version.total
                ? `, ${version.total - version.held} of ${version.total} patches missing`
                : ''}
            </span>
          </li>
        ))}
        {landed.map((step) => (
          <Landed
            key={`${step.kind} ${step.where ?? ''} ${step.mails[0] ?? step.commits[0]?.commit ?? ''} ${step.commits[0]?.row ?? ''}`}
            step={step}
            total={alive(series)}
          />
        ))}
        {isTaken && !isMainline ? (
          <li className="unknown">
            <b>mainline: not known</b>
            <span>nothing that was read tells of it</span>
          </li>
        ) : null}
        {series.progress.stage.at === 'stalled' ? <Stalled stage={series.progress.stage} /> : null}
      </ol>
      <SeriesLanded series={series} />
      <Rows series={series} />
    </>
  );
}

/** Nobody has said a word for long: since when that counts, the last word, and who is waited for. */
function Stalled({ stage: { since, lastWord, why } }: { readonly stage: StageView }) {
  return (
    <li className="stalled">
      <b>{stageNames.stalled}</b>
      <span>
        <When date={since} />
      </span>
      <br />
      {lastWord === undefined ? null : (
        <a href={homePath(lastWord.mail)}>
          <Brief text={why} most={longestSentence} />
        </a>
      )}
    </li>
  );
}

const landings: readonly StepView['kind'][] = [
  'applied',
  'reposted',
  'pull-requested',
  'in-next',
  'in-mainline',
  'released',
  'backported',
  'stable-queued',
  'fixed',
  'reverted',
  'turned-down',
  'withdrawn',
];

/** Stable trees and releases hold only what is in mainline. */
const provesMainline: readonly StepView['kind'][] = [
  'in-mainline',
  'released',
  'backported',
  'stable-queued',
];

/** Patches that are on their way. */
function alive(series: SeriesPage): number {
  return series.progress.rows.length;
}

/** Steps that bring a patch no further. */
const overs: readonly StepView['kind'][] = ['turned-down', 'withdrawn', 'reverted'];

function Landed({ step, total }: { readonly step: StepView; readonly total: number }) {
  const rows = step.rows?.length ?? total;
  const isOver = overs.includes(step.kind);
  return (
    <li className={isOver ? 'over' : 'done'}>
      <b>{stepNames[step.kind]}</b>
      <span>
        {step.between === undefined ? <When date={step.date} /> : betweenWords(step.between, dayOf)}
        {step.by === undefined ? null : `, ${step.by}`}
      </span>
      <br />
      {rows < total ? <span>{`${rows} of ${total} patches `}</span> : null}
      <Evidence step={step} />
    </li>
  );
}

/** What tells a step: its mail; else the commits, in the tree that holds them, and what brought them there. */
function Evidence({ step }: { readonly step: StepView }) {
  const [mail] = step.mails;
  if (mail !== undefined)
    return (
      <a href={homePath(mail)} title={step.where}>
        {step.what.replace(/^.*?: (?=")/, '')}
      </a>
    );
  const { where, brought } = step;
  return (
    <>
      <a href={commitsPlace(step)} title={step.what}>
        {where}
      </a>
      {brought === undefined ? null : (
        <span>
          {brought.by === 'day' ? (
            ` since ${brought.tag}`
          ) : (
            <>
              {' by merge '}
              <Hash hash={brought.commit} url={brought.url} />
            </>
          )}
        </span>
      )}
    </>
  );
}

/** The page of a commit where there is one for the step, else what was found out of the commits, on this page. */
function commitsPlace({ kind, commits }: StepView): string {
  const [first] = commits;
  const isLater = kind === 'fixed' || kind === 'reverted';
  const isOne = new Set(commits.map(({ commit }) => commit)).size === 1;
  return (isOne && !isLater ? first?.found?.url : undefined) ?? `#${isLater ? afterPlace : foundPlace}`;
}

/** How far each patch has come, for a series whose patches stand at different places or bear other titles now; what is the same for several, once. */
function Rows({ series }: { readonly series: SeriesPage }) {
  const { rows, why } = series.progress;
  const isOne = new Set(rows.map(({ stage }) => stage)).size <= 1;
  if (rows.length < 2 || (isOne && rows.every(({ retitled }) => retitled === undefined))) return null;
  const groups = alike(rows);
  return (
    <details className="evidence">
      <summary>How far each patch has come: {why}</summary>
      <dl>
        {groups.map((group) => (
          <div key={group[0].row}>
            <dt>
              {stageNames[group[0].shown]}
              {group[0].shown === group[0].stage ? null : `: ${stageNames[group[0].stage]}`}
            </dt>
            <dd>
              {group.map((row) => (
                <Title key={row.row} row={row} />
              ))}
              {groups.length === 1 && group[0].why === why && group[0].evidence.length === 0 ? null : (
                <span className="signal">
                  {group[0].why} <MailLinks ids={group[0].evidence} />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Row = SeriesPage['progress']['rows'][number];

/** Patches of which the same is told by the same, in the order of the series. */
function alike(rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = [row.shown, row.stage, row.why, ...row.evidence].join('\n');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function Title({ row: { title, retitled } }: { readonly row: Row }) {
  return (
    <span className="patch">
      <b>
        <Brief text={title} />
      </b>
      {retitled === undefined ? null : (
        <span className="signal">
          went on as{' '}
          <b>
            <Brief text={retitled} />
          </b>
        </span>
      )}
    </span>
  );
}
