import type { Elsewhere, RepositoryView, SeenView, SeriesPage, ThingView } from '../../lib/query/index';
import { homePath } from './discussion-links';
import { plural } from './discussion-words';
import { kindNames, landedWords, nameOfThing, saidOf, type Said } from './elsewhere-words';
import { Ago, Due, When } from './time';

/** Code outside the mails: repositories they link, what GitHub says of these, and whether the patches are commits there. */
export function SeriesElsewhere({
  series,
  elsewhere,
  host,
}: {
  readonly series: SeriesPage;
  readonly elsewhere: Elsewhere;
  /** The GitHub that is asked; undefined when none is. */
  readonly host: string | undefined;
}) {
  const { repositories } = elsewhere;
  if (repositories.length === 0 && (host === undefined || series.isSample)) return null;
  return (
    <section className="elsewhere" id="elsewhere" aria-labelledby="code-elsewhere">
      <h2 id="code-elsewhere" className="grouphead">
        Code elsewhere{' '}
        <span>
          {repositories.length === 0
            ? 'no mail links any'
            : `${plural(repositories.length, 'repository', 'repositories')} in the mails`}
          {host === undefined ? '; GitHub is not asked' : ''}
        </span>
      </h2>
      {repositories.map((repository) => (
        <Repository key={`${repository.host} ${repository.name}`} repository={repository} />
      ))}
      {host === undefined || series.isSample ? null : (
        <Asked series={series} elsewhere={elsewhere} host={host} />
      )}
    </section>
  );
}

function Repository({ repository }: { readonly repository: RepositoryView }) {
  const facts = repository.seen?.facts;
  return (
    <div className="repo">
      <h3>
        <a href={repository.url}>{repository.name}</a> <span>{repository.host}</span>
      </h3>
      {facts?.kind === 'repository' && facts.name !== repository.name ? <p>is {facts.name} now</p> : null}
      {facts?.kind === 'repository' && facts.description !== '' ? <p>{facts.description}</p> : null}
      {repository.isAsked ? <Seen seen={repository.seen} /> : null}
      <ul>
        {repository.things.map((thing, at) => (
          <li key={`${thing.kind} ${thing.what}`}>
            {thing.kind === 'repository' ? null : (
              <p className="thing">
                <span>{kindNames[thing.kind]}</span> <ThingLink thing={thing} />
              </p>
            )}
            {thing.kind !== 'repository' && thing.kind !== 'other' && repository.isAsked ? (
              <Seen seen={thing.seen} />
            ) : null}
            <Evidence thing={thing} before={repository.things[at - 1]} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A file that is only named has no address of its own in the mail; the branch it is on leads to it. */
function ThingLink({ thing }: { readonly thing: ThingView }) {
  const name = nameOfThing(thing);
  const facts = thing.seen?.facts;
  const url =
    thing.isNamed && facts?.kind === 'file'
      ? `https://${thing.host}/${thing.repository}/blob/${[...facts.branch.split('/'), ...facts.path.split('/')].map(encodeURIComponent).join('/')}`
      : thing.url;
  return url === undefined || (thing.isNamed && facts?.kind !== 'file') ? (
    <code>{name}</code>
  ) : (
    <a href={url}>
      <code>{name}</code>
    </a>
  );
}

/** What was said, and as of when; why it is not known, where it is not. */
function Seen({ seen }: { readonly seen: SeenView | undefined }) {
  if (!seen) return <p className="seen muted">not asked yet</p>;
  const { facts, at, problem } = seen;
  return (
    <p className="seen">
      {facts ? (
        saidOf(facts).map((said, index) => (
          <span key={said.words} className="said">
            {index > 0 ? '; ' : ''}
            <SaidView said={said} />
          </span>
        ))
      ) : (
        <>Not known: {problem}</>
      )}{' '}
      {facts ? (
        <span className="asof">
          as of <Ago date={at} />
          {problem === undefined ? null : '; since then it could not be asked'}
        </span>
      ) : null}
    </p>
  );
}

function SaidView({ said: { words, commit, release, at } }: { readonly said: Said }) {
  const date = at === undefined || at === '' ? undefined : new Date(at);
  return (
    <>
      {words}
      {commit ? (
        <>
          {' '}
          <a href={commit.url}>{commit.title}</a>
          {commit.author === '' ? '' : `, ${commit.author}`}
        </>
      ) : null}
      {release ? (
        <>
          {' '}
          <a href={release.url}>{release.tag}</a>
        </>
      ) : null}
      {date ? (
        <>
          , <When date={date} />
        </>
      ) : null}
    </>
  );
}

/** The sentence that tells of it; once where several things stand in it. */
function Evidence({ thing, before }: { readonly thing: ThingView; readonly before: ThingView | undefined }) {
  const { mail, by, at, sentence, mails } = thing.evidence;
  if (before?.evidence.mail === mail && before.evidence.sentence === sentence) return null;
  return (
    <p className="why">
      <a href={homePath(mail)}>
        {by}, <When date={at} />
      </a>
      : <q>{sentence}</q>
      {mails > 1 ? `, and in ${plural(mails - 1, 'later mail', 'later mails')}` : ''}
    </p>
  );
}

/** What was asked of GitHub about the patches themselves, why it could not be, and the button that asks. */
function Asked({
  series,
  elsewhere: { landings, contact, isWaiting },
  host,
}: {
  readonly series: SeriesPage;
  readonly elsewhere: Elsewhere;
  readonly host: string;
}) {
  return (
    <div className="asked">
      {landings.map(({ repository, searchedAt, problem }) => (
        <p key={repository}>
          Its patches in <a href={`https://${host}/${repository}`}>{repository}</a>:{' '}
          {searchedAt ? (
            <>
              {landedIn(series, repository)},{' '}
              <span className="asof">
                as of <Ago date={searchedAt} />
              </span>
            </>
          ) : (
            'not known'
          )}
          {problem === undefined || problem === contact?.problem ? '' : `. ${problem}`}
        </p>
      ))}
      {contact?.problem === undefined ? null : (
        <p className="note info">
          <b>GitHub could not be asked.</b> {contact.problem} Tried <Ago date={contact.triedAt} />
          {contact.nextTryAt ? (
            <>
              , next try <Due date={contact.nextTryAt} />
            </>
          ) : null}
          . Until then it is not known; what is shown is from the dates beside it.
        </p>
      )}
      {isWaiting ? (
        <p>
          {host} is being asked. <a href={`/series/${series.slug}#elsewhere`}>Look again</a>
        </p>
      ) : (
        <form action="/github" method="post">
          <input type="hidden" name="slug" value={series.slug} />
          <button className="btn" type="submit">
            Ask {host} now
          </button>{' '}
          <span className="muted">
            {contact ? 'what is linked, and whether the patches are commits' : 'nothing was asked yet'}
          </span>
        </form>
      )}
    </div>
  );
}

/** How many of the patches are commits there, and which are not. */
function landedIn({ progress }: SeriesPage, repository: string): string {
  const found = new Set(
    progress.steps
      .filter(({ where, kind }) => where === repository && kind !== 'fixed' && kind !== 'reverted')
      .flatMap(({ commits }) => commits.map(({ row }) => row)),
  );
  const missing = progress.rows.filter(({ row }) => !found.has(row)).map(({ title }) => `“${title}”`);
  const words = landedWords(progress.rows.length - missing.length, progress.rows.length);
  return missing.length > 0 && missing.length < progress.rows.length
    ? `${words} (not ${missing.join(', ')})`
    : words;
}
