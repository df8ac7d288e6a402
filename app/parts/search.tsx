import { TableLinks } from './table-links';
import { searchKinds, type SearchAsked, type SearchPage } from '../../lib/query/index';
import { longestQuery } from '../../lib/search/index';
import { SearchHitView } from './search-hit';
import { searchLink, searchPath, stoppedWords } from './search-params';

/** The box, and what it is asked of. It is found by its id from every page: "/" leads to it. */
export function SearchForm({ asked, isBad }: { readonly asked: SearchAsked; readonly isBad: boolean }) {
  return (
    <form className="searchform" action={searchPath} method="get" role="search" aria-label="This page">
      <input
        id="search-text"
        aria-keyshortcuts="/"
        type="search"
        name="q"
        maxLength={longestQuery}
        defaultValue={asked.text}
        aria-label="Search mails, patches and remarks"
        aria-invalid={isBad || undefined}
        aria-describedby={isBad ? 'search-problem' : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      {asked.kind === 'mails' ? null : <input type="hidden" name="in" value={asked.kind} />}
      {asked.order === 'newest' ? null : <input type="hidden" name="order" value={asked.order} />}
      <button className="btn primary" type="submit">
        Search
      </button>
    </form>
  );
}

/** What was found, or why nothing was. */
export function SearchResults({ page, asked }: { readonly page: SearchPage; readonly asked: SearchAsked }) {
  switch (page.kind) {
    case 'empty':
      return (
        <p className="second">
          Words that all have to be there; <code>s:</code> <code>f:</code> <code>dfn:</code> and more look in
          one place. A pasted lore link or Message-ID leads to its mail.
        </p>
      );
    case 'problem':
      return <Problem problem={page} text={asked.text} />;
    case 'stopped':
      return <Stopped words={stoppedWords(page)} asked={asked} />;
    case 'found':
      return <FoundList page={page} asked={asked} />;
  }
}

function Stopped({
  words: [what, instead],
  asked,
}: {
  readonly words: readonly [string, string];
  readonly asked: SearchAsked;
}) {
  return (
    <>
      <Choices asked={asked} />
      <div className="note fail" role="alert">
        <p>
          <b>{what}</b> {instead}
        </p>
      </div>
    </>
  );
}

function Problem({
  problem,
  text,
}: {
  readonly problem: Extract<SearchPage, { kind: 'problem' }>;
  readonly text: string;
}) {
  const { start, end } = problem.at;
  const isLong = text.length > longestQuery;
  return (
    <div className="note fail" role="alert" id="search-problem">
      <p>
        <b>{problem.what}</b> {problem.instead}
      </p>
      {isLong ? null : (
        <p className="mono marked-query">
          {text.slice(0, start)}
          <mark title="here">{text.slice(start, end) || ' '}</mark>
          {text.slice(end)}
        </p>
      )}
    </div>
  );
}

const kindWord = { mails: 'mail', patches: 'patch', remarks: 'remark' } as const;
const kindWords = { mails: 'mails', patches: 'patches', remarks: 'remarks' } as const;

function Choices({ asked }: { readonly asked: SearchAsked }) {
  return (
    <nav className="searchin" aria-label="What to search, and in which order">
      <span className="choices">
        {searchKinds.map((kind) => (
          <a
            key={kind}
            href={searchLink(asked, { kind })}
            aria-current={asked.kind === kind ? 'true' : undefined}
          >
            {kindWords[kind]}
          </a>
        ))}
      </span>
      <span className="choices">
        <span className="muted">first</span>
        <a
          href={searchLink(asked, { order: 'newest' })}
          aria-current={asked.order === 'newest' ? 'true' : undefined}
        >
          the newest
        </a>
        <a
          href={searchLink(asked, { order: 'relevance' })}
          aria-current={asked.order === 'relevance' ? 'true' : undefined}
        >
          the best match
        </a>
      </span>
    </nav>
  );
}

type FoundPage = Extract<SearchPage, { kind: 'found' }>;

function FoundList({ page, asked }: { readonly page: FoundPage; readonly asked: SearchAsked }) {
  return (
    <>
      <Choices asked={asked} />
      {page.notes.map(({ at, what }) => (
        <p key={at.start} className="note info">
          {what}
        </p>
      ))}
      {page.hits.length === 0 ? (
        <Nothing page={page} asked={asked} />
      ) : (
        <>
          <p className="muted found" role="status">
            {countWords(page, asked)}
          </p>
          <ol className="hits">
            {page.hits.map((hit) => (
              <SearchHitView key={`${hit.messageId} ${hit.block ?? ''}`} hit={hit} />
            ))}
          </ol>
          <Further page={page} asked={asked} />
        </>
      )}
    </>
  );
}

/** "50+ mails, the newest first, of 1,402 held". */
function countWords(page: FoundPage, asked: SearchAsked): string {
  const isFirst = asked.after === undefined && asked.page === 1;
  const many = page.hits.length;
  const noun = many === 1 && page.next === undefined ? kindWord[asked.kind] : kindWords[asked.kind];
  const count = isFirst ? `${many}${page.next === undefined ? '' : '+'}` : `${many} more`;
  const order =
    page.rankedAmong === undefined
      ? 'the newest first'
      : `the best match first, among the newest ${page.rankedAmong.toLocaleString('en')}`;
  return `${count} ${noun}, ${order}; ${page.held.toLocaleString('en')} mails are held`;
}

function Further({ page, asked }: { readonly page: FoundPage; readonly asked: SearchAsked }) {
  const isFirst = asked.after === undefined && asked.page === 1;
  if (page.hits.length === 0) return null;
  return (
    <nav className="pages" aria-label="Pages of results">
      {isFirst ? null : <a href={searchLink(asked)}>first page</a>}
      {page.next === undefined ? null : (
        <a
          rel="next"
          href={searchLink(asked, asked.order === 'newest' ? { after: page.next } : { page: asked.page + 1 })}
        >
          {asked.order === 'newest' ? 'older' : 'next'}
        </a>
      )}
      <TableLinks path={searchLink(asked)} />
    </nav>
  );
}

function Nothing({ page, asked }: { readonly page: FoundPage; readonly asked: SearchAsked }) {
  if (page.held === 0)
    return (
      <div className="empty">
        <b>No mail is held yet.</b> <a href="/">Follow a series</a> by a link to any mail of it.
      </div>
    );
  const isAddress = /^\S+@\S+$/.test(asked.text.trim());
  return (
    <div className="empty">
      <b>
        Nothing {asked.after === undefined ? '' : 'further '}was found among {kindWords[asked.kind]}.
      </b>{' '}
      {asked.kind === 'mails' ? null : (
        <>
          <a href={searchLink(asked, { kind: 'mails' })}>Search all mails</a>.{' '}
        </>
      )}
      {isAddress ? (
        <>
          If this is a Message-ID,{' '}
          <a href={`/open?${new URLSearchParams({ link: asked.text.trim() }).toString()}`}>pull its mail</a>
          .{' '}
        </>
      ) : null}
      Fewer words find more; <code>begin*</code> finds every word that begins so;{' '}
      {page.held.toLocaleString('en')} mails are held.
    </div>
  );
}
