import type { CorrectPage, EarlierRemark, LineToChoose, RemarkCorrectionMade } from '../../lib/query/index';
import { Brief } from './brief';
import { CorrectWho } from './correct-who';
import { correctPath, homePath, mailPath, remarkFragment } from './discussion-links';
import { plural } from './discussion-words';
import { Ago, When } from './time';

/** Lines of a posting that are offered at once; a longer one is opened from its line in the diff. */
const mostLines = 6_000;

/** Everything a person can say of the place of one remark. Every answer is a button of one form: no script is needed. */
export function CorrectView({
  page,
  author,
  problem,
}: {
  readonly page: CorrectPage;
  readonly author: string;
  readonly problem: string | undefined;
}) {
  const { remark, series } = page;
  const home = homePath(remark.reply) + remarkFragment(remark.reply, remark.block);
  return (
    <main id="main" className="mailpage correct">
      <p className="crumb">
        <a href={`/series/${series.slug}`}>
          <Brief text={series.title} />
        </a>{' '}
        / <a href={home}>remark</a> / correct
      </p>
      <h1>Where does this remark belong?</h1>
      <p className="facts">
        <span>
          <b>
            <Brief text={remark.name} />
          </b>
        </span>
        <span>
          <When date={remark.sentAt} />
        </span>
        <span>{placeNow(page)}</span>
        <a href={home}>see it there</a>
        <a href={`${mailPath(remark.reply)}#L${remark.line}`}>in its mail</a>
      </p>
      <blockquote className="said">
        {remark.quote.length === 0 ? null : (
          <pre className="qt">{remark.quote.map((line) => `> ${line}`).join('\n')}</pre>
        )}
        <pre>{remark.text}</pre>
      </blockquote>
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      <Made page={page} />
      <form action="/correct" method="post">
        {/* Enter in a field presses the first button, which must not be an answer. */}
        <button type="submit" disabled hidden />
        <input type="hidden" name="reply" value={remark.reply} />
        <input type="hidden" name="line" value={remark.line} />
        <input type="hidden" name="block" value={remark.block} />
        <CorrectWho author={author} />
        <h2>It speaks of the whole</h2>
        <p className="choice">
          <button className="btn" type="submit" name="general" value="yes">
            The patch as a whole
          </button>
          <button className="btn" type="submit" name="detach" value="yes">
            Its line, as a discussion of its own
          </button>
        </p>
        <Earlier remarks={page.earlier} />
        <Lines page={page} />
      </form>
    </main>
  );
}

/** What is said for a line that no remark holds. */
export function NoRemark({ reply, line }: { readonly reply: string; readonly line: string }) {
  return (
    <main id="main" className="mailpage correct">
      <h1>No remark there</h1>
      <p>
        {line === '' ? 'The address names no line' : `Line ${line} belongs to no remark`} of{' '}
        <a href={mailPath(reply)}>{reply}</a>. That page shows what was made of each of its lines.
      </p>
    </main>
  );
}

/** Where it stands now, in words. */
function placeNow({ remark, postings }: CorrectPage): string {
  const { anchor } = remark;
  const nameOf = (id: string) => {
    const posting = postings.find((one) => one.messageId === id);
    if (!posting) return 'a posting that is not held';
    return posting.number === 0
      ? `the cover letter of ${posting.version}`
      : `${posting.version} ${posting.number}`;
  };
  const answers = remark.answers ? `, as an answer to ${remark.answers.name}` : '';
  switch (anchor.kind) {
    case 'line':
      return `stands ${anchor.precise ? 'at' : 'near'} line ${anchor.bodyLine} of ${nameOf(anchor.patch)}${answers}`;
    case 'file':
      return `stands at the file ${anchor.path} of ${nameOf(anchor.patch)}${answers}`;
    case 'patch':
      return `speaks of ${nameOf(anchor.patch)} as a whole${answers}`;
    case 'unheld':
      return `speaks of a posting that is not held${answers}`;
    case 'unplaced':
      return `has no place${answers}`;
  }
}

function Made({ page }: { readonly page: CorrectPage }) {
  if (page.made.length === 0) return null;
  return (
    <>
      <h2>Said so far of this mail</h2>
      <ul className="made">
        {page.made.map((made) => (
          <li key={made.id}>
            <form action="/correct" method="post">
              <input type="hidden" name="reply" value={page.remark.reply} />
              <input type="hidden" name="line" value={page.remark.line} />
              <input type="hidden" name="block" value={page.remark.block} />
              <span>
                <b>{made.author}</b> <Ago date={made.madeAt} />: the remark at{' '}
                <a href={`${mailPath(page.remark.reply)}#L${made.line}`}>line {made.line}</a>{' '}
                {madeWords(made)}
                {made.reason === '' ? '' : ` ("${made.reason}")`}
              </span>
              <button className="btn" type="submit" name="undo" value={made.id}>
                Take back
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}

function madeWords(made: RemarkCorrectionMade): string {
  switch (made.kind) {
    case 'state':
      return made.state === 'no-ask' ? 'it asks for nothing' : `it is ${made.state ?? ''}`;
    case 'move':
      return `belongs to line ${made.bodyLine ?? 0} of the posting`;
    case 'general':
      return 'speaks of the patch as a whole';
    case 'detach':
      return 'begins a discussion of its own';
    case 'answer':
      return 'answers another remark';
  }
}

function Earlier({ remarks }: { readonly remarks: readonly EarlierRemark[] }) {
  if (remarks.length === 0) return null;
  return (
    <details>
      <summary>
        <h2>It answers another remark</h2> {plural(remarks.length, 'earlier remark')}
      </summary>
      <ul className="earlier">
        {remarks.map((remark) => (
          <li key={`${remark.reply}/${remark.block}`}>
            <button className="btn" type="submit" name="answer" value={`${remark.line} ${remark.reply}`}>
              This one
            </button>{' '}
            <b>
              <Brief text={remark.name} />
            </b>{' '}
            <When date={remark.sentAt} /> <span className="muted">{firstLine(remark.text)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, 120);
}

function Lines({ page }: { readonly page: CorrectPage }) {
  const { remark, posting, postings } = page;
  const now =
    remark.anchor.kind === 'line' && remark.anchor.patch === posting?.messageId ? remark.anchor : undefined;
  return (
    <>
      <h2>It speaks of a line</h2>
      <ul className="postings" aria-label="Postings">
        {postings.map((one) => {
          const name = `${one.version} ${one.number === 0 ? 'cover' : one.number}`;
          return (
            <li key={one.messageId}>
              {one.messageId === posting?.messageId ? (
                <b title={one.title}>{name}</b>
              ) : (
                <a
                  href={`${correctPath(remark.reply, remark.line)}&${new URLSearchParams({ patch: one.messageId }).toString()}`}
                  title={one.title}
                >
                  {name}
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {posting ? (
        <section className="file" aria-label={`Lines of ${posting.title}`}>
          <header>
            <b dir="ltr">
              <Brief text={posting.title} />
            </b>
            <span className="push">press the number of the line</span>
          </header>
          <input type="hidden" name="patch" value={posting.messageId} />
          <div className="code">
            <table className="d pick">
              <tbody>
                {posting.lines.slice(0, mostLines).map((line) => (
                  <LineRow key={line.number} line={line} isNow={line.number === now?.bodyLine} />
                ))}
              </tbody>
            </table>
            {posting.lines.length > mostLines ? (
              <p className="capped">{posting.lines.length - mostLines} more lines are not offered here.</p>
            ) : null}
          </div>
        </section>
      ) : (
        <p className="muted">Choose the posting it speaks of.</p>
      )}
    </>
  );
}

function LineRow({ line, isNow }: { readonly line: LineToChoose; readonly isNow: boolean }) {
  return (
    <tr id={isNow ? 'now' : undefined} className={isNow ? `${rowClass(line)} at` : rowClass(line)}>
      <td className="n">
        {line.part === undefined ? (
          line.number
        ) : (
          <button type="submit" name="move" value={line.number} aria-label={`Line ${line.number}`}>
            {line.number}
          </button>
        )}
      </td>
      <td className="c">{line.text}</td>
    </tr>
  );
}

function rowClass(line: LineToChoose): string {
  if (line.part !== 'diff') return '';
  if (line.text.startsWith('+') && !line.text.startsWith('+++ ')) return 'add';
  if (line.text.startsWith('-') && !line.text.startsWith('--- ')) return 'del';
  return line.text.startsWith('@@') ? 'hunk' : '';
}
