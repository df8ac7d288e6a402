import { stageNames, stepNames, type SeriesPage, type StageView, type StepView } from '../../lib/query/index';
import { homePath } from './discussion-links';
import { plural } from './discussion-words';
import { SeriesLanded } from './landed';
import { MailLinks } from './mail-links';
import { When } from './time';

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
            key={`${step.kind} ${step.where ?? ''} ${step.mails[0] ?? step.commits[0]?.commit ?? ''}`}
            step={step}
            total={alive(series)}
          />
        ))}
        {isTaken && !isMainline ? (
          <li className="unknown">
            <b>mainline: not known</b>
            <span>no mail held tells of it</span>
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
      {lastWord === undefined ? null : <a href={homePath(lastWord.mail)}>{why}</a>}
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

function Landed({ step, total }: { readonly step: StepView; readonly total: number }) {
  const [mail] = step.mails;
  const rows = step.rows?.length ?? total;
  const isOver = step.kind === 'turned-down' || step.kind === 'withdrawn';
  return (
    <li className={isOver ? 'over' : 'done'}>
      <b>{stepNames[step.kind]}</b>
      <span>
        <When date={step.date} />
        {step.by === undefined ? null : `, ${step.by}`}
      </span>
      <br />
      {rows < total ? <span>{`${rows} of ${total} patches `}</span> : null}
      {mail === undefined ? (
        <span title={step.what}>{step.where}</span>
      ) : (
        <a href={homePath(mail)} title={step.where}>
          {step.what.replace(/^.*?: (?=")/, '')}
        </a>
      )}
    </li>
  );
}

/** How far each patch has come, for a series whose patches stand at different places or bear other titles now. */
function Rows({ series }: { readonly series: SeriesPage }) {
  const { rows, why } = series.progress;
  const isOne = new Set(rows.map(({ stage }) => stage)).size <= 1;
  if (rows.length < 2 || (isOne && rows.every(({ retitled }) => retitled === undefined))) return null;
  return (
    <details className="evidence">
      <summary>How far each patch has come: {why}</summary>
      <dl>
        {rows.map((row) => (
          <div key={row.row}>
            <dt>
              {stageNames[row.shown]}
              {row.shown === row.stage ? null : `: ${stageNames[row.stage]}`}
            </dt>
            <dd>
              <b>{row.title}</b>
              {row.retitled === undefined ? null : (
                <span className="signal">
                  went on as <b>{row.retitled}</b>
                </span>
              )}
              <span className="signal">
                {row.why} <MailLinks ids={row.evidence} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
