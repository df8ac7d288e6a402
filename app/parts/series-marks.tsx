import { findSeriesMarks, type SeriesMarks as Marked } from '../../lib/query/index';
import { seat } from './seat';
import { SpokenView } from './spoken';
import { Ago } from './time';
import { Labels } from './labels';
import { TriageActs } from './triage-acts';
import { MarksView } from './triage-look';

/** What people said and did with a series: who spoke on which version, marks of the reader, and whose turn somebody said it is. */
export function SeriesMarks({
  slug,
  marked: { mail, facts, marks, turn, labels },
  isReader,
  problem,
}: {
  readonly slug: string;
  /** What was wrong with what was sent from here. */
  readonly problem: string | undefined;
  readonly marked: Marked;
  /** True when the page is read by a reader who is known, and on this machine. */
  readonly isReader: boolean;
}) {
  const back = `/series/${slug}`;
  return (
    <section className="seriesmarks" aria-label="Who spoke, and what you marked">
      {facts?.isNewestRead ? (
        <details className="evidence">
          <summary>Who spoke on which version</summary>
          <SpokenView slug={slug} facts={facts} />
        </details>
      ) : facts ? (
        <SpokenView slug={slug} facts={facts} />
      ) : null}
      {turn ? (
        <form action="/triage/mark" method="post" className="saidturn">
          <input type="hidden" name="turn" value={turn.id} />
          <input type="hidden" name="back" value={back} />
          <span>
            {turn.author} said whose turn it is{turn.reason === '' ? '' : `: ${turn.reason}`},{' '}
            <Ago date={turn.at} />; it stands until somebody writes
          </span>{' '}
          <button className="btn" name="do" value="undo">
            Take back
          </button>
        </form>
      ) : null}
      <Labels slug={slug} labels={labels} mail={isReader ? mail : undefined} />
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      <MarksView marks={marks} back={back} />
      {isReader && mail !== undefined ? (
        <details className="more">
          <summary>Mark this series</summary>
          <TriageActs mail={mail} back={back} />
        </details>
      ) : null}
    </section>
  );
}

/** What the part above shows, for whoever asks for the page. */
export async function findMarksHere(
  slug: string,
): Promise<{ readonly marked: Marked; readonly isReader: boolean }> {
  const here = await seat();
  const reader = here.isHere ? here.reader : undefined;
  return { marked: await findSeriesMarks(slug, reader?.id), isReader: reader !== undefined };
}
