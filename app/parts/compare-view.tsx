import { groupOf } from '../../lib/query/index';
import type {
  AskedBy,
  ChangedPiece,
  ClaimView,
  ComparedView,
  ComparePage,
  ConversationView,
} from '../../lib/query/index';
import { Brief } from './brief';
import { comparePath, homePath, patchPath, remarkFragment } from './discussion-links';
import { firstWords, personOfTag, plural, shortTag } from './discussion-words';
import { heldInterdiff } from './held-views';
import { StateChip } from './state';
import { Still } from './still';
import { TableLinks } from './table-links';
import { When } from './time';

/** What changed between two versions of a series, patch by patch, with what was said where it changed. */
export function CompareView({ page }: { readonly page: ComparePage }) {
  const { series, earlier, later } = page;
  return (
    <Still tag="main" id="main" className="compare">
      <p className="crumb">
        <a href={`/series/${series.slug}`}>
          <Brief text={series.title} />
        </a>{' '}
        / compare
      </p>
      <div className="shead">
        <div>
          <h1>
            {earlier.label} to {later.label}: what changed
          </h1>
          <p className="facts">
            <span>
              <When date={earlier.at} /> to <When date={later.at} />
            </span>
            <Bases page={page} />
            <TableLinks path={`/series/${page.series.slug}/compare/${earlier.slug}..${later.slug}`} />
          </p>
        </div>
        <Choice page={page} />
      </div>
      <Counts pairs={page.pairs} />
      <Lost pairs={page.pairs} />
      <div className="two">
        <Unchanged page={page} />
        <Claims page={page} />
      </div>
      {page.pairs.map((pair, index) => (
        <Pair key={index} pair={pair} page={page} />
      ))}
    </Still>
  );
}

function Bases({ page: { earlier, later } }: { readonly page: ComparePage }) {
  const [before, behind] = [earlier.baseCommit?.slice(0, 12), later.baseCommit?.slice(0, 12)];
  if (before === undefined && behind === undefined) return null;
  return (
    <span>
      base <code>{before ?? 'not said'}</code>
      {before === behind ? null : (
        <>
          {' '}
          to <code>{behind ?? 'not said'}</code>
        </>
      )}
    </span>
  );
}

/** Any two versions, the earlier one at the left. */
function Choice({ page: { series, versions, earlier, later } }: { readonly page: ComparePage }) {
  const [from, to] = [earlier, later].map((one) => versions.findIndex(({ slug }) => slug === one.slug));
  return (
    <nav className="choice" aria-label="Other versions to compare">
      <span className="vers">
        {versions.slice(0, -1).map(({ slug, label }, at) => (
          <a
            key={slug}
            href={comparePath(
              series.slug,
              slug,
              at < (to ?? 0) ? later.slug : (versions[at + 1]?.slug ?? ''),
            )}
            aria-current={slug === earlier.slug ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </span>{' '}
      to{' '}
      <span className="vers">
        {versions.slice(1).map(({ slug, label }, at) => (
          <a
            key={slug}
            href={comparePath(
              series.slug,
              at + 1 > (from ?? 0) ? earlier.slug : (versions[at]?.slug ?? ''),
              slug,
            )}
            aria-current={slug === later.slug ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </span>
    </nav>
  );
}

type State = ComparedView['state'];

const signs: Readonly<
  Record<State, { readonly sign: string; readonly look: string; readonly word: string }>
> = {
  unchanged: { sign: '=', look: 'same', word: 'same' },
  context: { sign: '=', look: 'same', word: 'same, only lines around it differ' },
  message: { sign: '~', look: 'changed', word: 'message changed' },
  renamed: { sign: '~', look: 'changed', word: 'renamed, same diff' },
  diff: { sign: '~', look: 'changed', word: 'diff changed' },
  split: { sign: '~', look: 'changed', word: 'split' },
  merged: { sign: '~', look: 'changed', word: 'merged' },
  dropped: { sign: 'x', look: 'dropped', word: 'dropped' },
  new: { sign: '+', look: 'new', word: 'new' },
  unknown: { sign: '?', look: 'unknown', word: 'not known, a mail is missing' },
};

function StateMark({ state }: { readonly state: State }) {
  const { sign, look, word } = signs[state];
  return (
    <span className={`pm ${look}`} title={word}>
      <span aria-hidden="true">{sign}</span>
      <span className="vh">{word}</span>
    </span>
  );
}

function Counts({ pairs }: { readonly pairs: readonly ComparedView[] }) {
  const patches = pairs.filter((pair) => !isCover(pair));
  const counts = [
    ['unchanged', 'same'],
    ['diff', 'changed'],
    ['new', 'new'],
    ['dropped', 'dropped'],
    ['unknown', 'not known'],
  ] as const;
  const unasked = pairs.reduce((sum, pair) => sum + pair.pieces.filter(isUnasked).length, 0);
  return (
    <p className="counts">
      {counts.map(([state, word]) => {
        const count = patches.filter((pair) => signs[pair.state].look === signs[state].look).length;
        return count === 0 ? null : (
          <span key={state}>
            <StateMark state={state} /> {count} {word}
          </span>
        );
      })}
      {unasked > 0 ? (
        <span className="unasked">
          <Triangle /> <b>{unasked}</b> {unasked === 1 ? 'piece' : 'pieces'} nobody asked for
        </span>
      ) : null}
    </p>
  );
}

/** Tags a patch had and has no more. */
function Lost({ pairs }: { readonly pairs: readonly ComparedView[] }) {
  const lost = pairs.flatMap((pair) =>
    pair.trailers.removed
      .filter((trailer) => /^(?:reviewed|acked|tested)[a-z-]*-by:/i.test(trailer))
      .map((trailer) => ({ trailer, number: pair.later[0]?.number })),
  );
  if (lost.length === 0) return null;
  return (
    <p className="note fail">
      <b>{plural(lost.length, 'tag')} no longer there.</b>{' '}
      {lost.map(({ trailer, number }) => `${number ?? ''}: ${trailer}`).join('; ')}
    </p>
  );
}

/** Settled talk, and talk in which nobody asks, is not listed; nor is what another place of the version dealt with. */
function needsSomebody({ state }: ConversationView): boolean {
  return state !== undefined && (groupOf(state) === 'unsettled' || state === 'rejected');
}

function Unchanged({ page }: { readonly page: ComparePage }) {
  const asked = page.pairs.flatMap((pair) =>
    pair.elsewhere.filter(needsSomebody).map((conversation) => ({ pair, conversation })),
  );
  return (
    <section>
      <h2>Asked on {page.earlier.label}, and nothing changed at its place</h2>
      {asked.length === 0 ? (
        <p className="empty">
          What was asked on {page.earlier.label} is settled, or stands at something that changed.
        </p>
      ) : (
        <ul className="lines">
          {asked.map(({ pair, conversation }) => (
            <li key={conversation.number}>
              <a className="where mono" href={hrefOf(page, pair, conversation)}>
                {isCover(pair) ? 'cover' : `patch ${pair.earlier[0]?.number ?? '?'}`}
              </a>
              <span>
                {conversation.state ? <StateChip state={conversation.state} quiet /> : null}{' '}
                {firstWords(conversation.remarks[0], 110)}
              </span>
              <span className="muted">
                <Brief text={conversation.remarks[0]?.name} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Claims({ page }: { readonly page: ComparePage }) {
  return (
    <section>
      <h2>What the changelog of {page.later.label} claims</h2>
      {page.claims.length === 0 ? (
        <p className="empty">No changelog was found between the two.</p>
      ) : (
        <ul className="lines">
          {page.claims.map((claim, index) => (
            <li key={index}>
              <span>{claim.text}</span>
              <span className="muted" title={claim.why}>
                {claim.about.length === 0 ? (
                  <a href={homePath(claim.mail)}>as written</a>
                ) : (
                  claim.about.map((number) => (
                    <a key={number} href={`#p${number}`}>
                      patch {number}{' '}
                    </a>
                  ))
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Pair({ pair, page }: { readonly pair: ComparedView; readonly page: ComparePage }) {
  const { word } = signs[pair.state];
  const id = pair.later[0] ? `p${pair.later[0].number}` : `gone${pair.earlier[0]?.number ?? 0}`;
  const isOpenable = pair.pieces.length > 0 || pair.elsewhere.length > 0 || pair.claims.length > 0;
  // A link inside a summary could not be reached by every reader: there the links stand below.
  const slug = isOpenable ? undefined : page.series.slug;
  const head = (
    <>
      <Slots slots={pair.earlier} version={page.earlier} slug={slug} />
      <StateMark state={pair.state} />
      <Slots slots={pair.later} version={page.later} slug={slug} />
      <b>{isCover(pair) ? 'Cover letter' : (pair.title ?? 'title not known')}</b>
      <span className="push muted">{[word, ...tagWords(pair)].join('; ')}</span>
    </>
  );
  if (!isOpenable)
    return (
      <section id={id} className="pair quiet">
        <header>{head}</header>
      </section>
    );
  return (
    <details id={id} className="pair" open={pair.pieces.length > 0 && pair.state !== 'context'}>
      <summary>{head}</summary>
      <p className="claimed">
        open <Slots slots={pair.earlier} version={page.earlier} slug={page.series.slug} />{' '}
        <Slots slots={pair.later} version={page.later} slug={page.series.slug} />
      </p>
      {pair.capped.length > 0 ? (
        <p className="note info">
          Too large to compare in full, more lines may be the same than are shown: {pair.capped.join(', ')}
        </p>
      ) : null}
      {pair.claims.length > 0 ? (
        <p className="claimed">
          <b>changelog</b> {pair.claims.map(({ text }: ClaimView) => text).join('; ')}
        </p>
      ) : null}
      {pair.pieces.map((piece, index) => (
        <Piece
          key={index}
          piece={piece}
          pair={pair}
          page={page}
          isFirst={pair.pieces[index - 1]?.path !== piece.path}
        />
      ))}
      {pair.elsewhere.length > 0 ? (
        <div className="beside elsewhere">
          <p className="muted">Said on the earlier one, where nothing changed:</p>
          {pair.elsewhere.map((conversation) => (
            <Asked key={conversation.number} conversation={conversation} pair={pair} page={page} />
          ))}
        </div>
      ) : null}
    </details>
  );
}

/** Numbers of a patch in one version, as links when the series is given. */
function Slots({
  slots,
  version,
  slug,
}: {
  readonly slots: ComparedView['earlier'];
  readonly version: ComparePage['earlier'];
  readonly slug: string | undefined;
}) {
  if (slots.length === 0) return <span className="slot mono muted">{version.label} -</span>;
  return (
    <span className="slot mono">
      {version.label}{' '}
      {slots.map(({ number, kind }) => {
        const look = kind === 'missing' ? 'hole' : undefined;
        return slug === undefined ? (
          <span key={number} className={look}>
            {number}
          </span>
        ) : (
          <a key={number} className={look} href={patchPath(slug, version.slug, number)}>
            {number}
          </a>
        );
      })}
    </span>
  );
}

function tagWords({ trailers }: ComparedView): readonly string[] {
  const short = (trailer: string): string => {
    const [key = '', value = ''] = trailer.split(/:\s*(.*)/s);
    return `${shortTag(key)} ${personOfTag(value)}`;
  };
  return [
    ...trailers.added.map((trailer) => `+ ${short(trailer)}`),
    ...trailers.removed.map((trailer) => `- ${short(trailer)}`),
  ];
}

const kindWords = {
  changed: '',
  context: 'only lines around it differ',
  moved: 'the same lines, elsewhere',
} as const;

function Piece({
  piece,
  pair,
  page,
  isFirst,
}: {
  readonly piece: ChangedPiece;
  readonly pair: ComparedView;
  readonly page: ComparePage;
  readonly isFirst: boolean;
}) {
  const { path, hunk, asked, file } = piece;
  const moved = hunk.movedFrom?.path ?? hunk.movedTo?.path;
  const facts = [
    isFirst && file !== undefined
      ? `file ${file} ${file === 'renamed' ? '' : 'against the earlier version'}`
      : '',
    kindWords[hunk.kind],
    moved === undefined ? '' : `${hunk.movedFrom ? 'from' : 'to'} ${moved}`,
  ].filter(Boolean);
  return (
    <div className={`piece ${hunk.kind}`}>
      <div className="code" tabIndex={0} role="group" aria-label={`change in ${path ?? 'the text'}`}>
        <p className="at">
          @@ {path ?? (isCover(pair) ? 'cover letter' : 'commit message')}
          {hunk.heading === '' ? '' : `: ${hunk.heading}`}
          {facts.length > 0 ? <span> ({facts.join(', ')})</span> : null}
        </p>
        <table className="d inter">
          <tbody
            dangerouslySetInnerHTML={{
              __html: heldInterdiff(path, hunk.lines, piece.numbers, piece.leftOut),
            }}
          />
        </table>
      </div>
      <div className={isUnasked(piece) ? 'beside unasked' : 'beside'}>
        {asked.map((conversation) => (
          <Asked key={conversation.number} conversation={conversation} pair={pair} page={page} />
        ))}
        {piece.askedElsewhere.map((ask) => (
          <MaybeAsked key={`${ask.block} ${ask.reply}`} ask={ask} />
        ))}
        {isUnasked(piece) ? (
          <p>
            <span className="unasked">
              <Triangle /> nobody asked for this
            </span>
            {pair.claims.length > 0 ? (
              <span className="muted"> The changelog speaks of this patch.</span>
            ) : null}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** A change to code at which no remark on the earlier version stands, and for which none elsewhere speaks. Messages are reworded freely, so they count for nothing here. */
function isUnasked({ path, hunk, asked, askedElsewhere }: ChangedPiece): boolean {
  return path !== undefined && hunk.kind === 'changed' && asked.length === 0 && askedElsewhere.length === 0;
}

/** A remark that stands elsewhere and may have asked for this. */
function MaybeAsked({ ask }: { readonly ask: AskedBy }) {
  return (
    <div className="asked">
      <p>
        <b>
          <Brief text={ask.name} />
        </b>{' '}
        <a href={homePath(ask.reply)}>
          <When date={ask.sentAt} />
          {ask.madeOn === undefined ? '' : `, on ${ask.madeOn}`}
        </a>
      </p>
      <p className="said">{firstLines(ask.text)}</p>
      <p className="muted">May have asked for it: {ask.why}.</p>
    </div>
  );
}

function Asked({
  conversation,
  pair,
  page,
}: {
  readonly conversation: ConversationView;
  readonly pair: ComparedView;
  readonly page: ComparePage;
}) {
  const [first] = conversation.remarks;
  if (!first) return null;
  const answers = conversation.remarks.length - 1;
  return (
    <div className="asked">
      <p>
        <b>
          <Brief text={first.name} />
        </b>{' '}
        <a href={hrefOf(page, pair, conversation)}>
          <When date={first.sentAt} />, on {page.earlier.label}
        </a>
      </p>
      <p className="said">{firstLines(first.text)}</p>
      {answers > 0 || conversation.state ? (
        <p className="muted">
          {conversation.state ? <StateChip state={conversation.state} quiet /> : null}{' '}
          {answers > 0 ? plural(answers, 'answer') : null}
        </p>
      ) : null}
    </div>
  );
}

/** As much of a remark as stands well beside a few lines of code. */
const mostLines = 6;

function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  return lines.length <= mostLines ? lines.join('\n') : `${lines.slice(0, mostLines).join('\n')}\n…`;
}

function hrefOf(page: ComparePage, pair: ComparedView, { remarks }: ConversationView): string {
  const [first] = remarks;
  const number = pair.earlier[0]?.number ?? 0;
  return `${patchPath(page.series.slug, page.earlier.slug, number)}${first ? remarkFragment(first.reply, first.block) : ''}`;
}

function isCover({ later, earlier }: ComparedView): boolean {
  return later[0]?.number === 0 && earlier[0]?.number === 0;
}

function Triangle() {
  return (
    <svg className="g" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M6 1.5 11 10.5H1zM6 5v2.6M6 8.6v.9" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}
