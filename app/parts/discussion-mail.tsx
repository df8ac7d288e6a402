import { Fragment, type ReactNode } from 'react';
import type { LineOrigin } from '../../lib/discussion/index';
import type { MailLink, MailPage } from '../../lib/query/index';
import { linkText } from '../../lib/render/index';
import { Brief } from './brief';
import { homePath, loreLink, mailPath, patchPath, rawPath, remarkFragment } from './discussion-links';
import type { Desk } from './desk';
import type { Woven } from './diff';
import { DraftBasics, WholeDrafts } from './draft-form';
import { DraftKeeper } from './draft-keeper';
import { wovenDrafts } from './draft-woven';
import { CopyMessageId } from './copy-message-id';
import { lastName, plural } from './discussion-words';
import { personPath } from './search-params';
import { StateChip } from './state';
import { Still } from './still';
import { Ago, When } from './time';

/** Headers a reader asks for first; the others are folded. */
const firstHeaders = ['from', 'to', 'cc', 'date', 'subject', 'message-id', 'in-reply-to', 'reply-to'];

/** Lines of a body shown at once; the raw mail has all of it. */
const mostLines = 20_000;

/** A mail: its headers, its place in the thread, and each line with what was made of it. */
export function MailView({ page, desk }: { readonly page: MailPage; readonly desk: Desk | undefined }) {
  const { mail } = page;
  const lines = mail.text.split('\n');
  const back = mailPath(mail.id);
  return (
    <>
      <Still tag="main" id="main" className="mailpage">
        <DraftBasics desk={desk} answers={mail.id} back={back} />
        <p className="crumb">
          {page.series ? (
            <>
              <a href={`/series/${page.series.slug}`}>
                <Brief text={page.series.title} />
              </a>
              {page.series.posting === undefined ? null : (
                <>
                  {' / '}
                  <PostingLink slug={page.series.slug} posting={page.series.posting} />
                </>
              )}{' '}
              / mail
            </>
          ) : (
            'in no series'
          )}
        </p>
        <h1>
          <Brief text={mail.subject === '' ? '(no subject)' : mail.subject} />
        </h1>
        <p className="facts">
          <span>
            <b>
              {page.via === undefined && mail.from.address !== '' ? (
                <a href={personPath(mail.from.address)}>
                  <Brief text={page.name} />
                </a>
              ) : (
                <Brief text={page.name} />
              )}
            </b>
            {page.via === undefined ? null : (
              <span className="muted">
                {' '}
                via <Brief text={page.via} />
              </span>
            )}
          </span>
          <span>
            <When date={mail.date} />, <Ago date={mail.date} />
          </span>
          <a href={loreLink(mail.id)}>lore</a>
          <a href={rawPath(mail.id) + (page.variant > 1 ? `?variant=${page.variant}` : '')}>raw</a>
          {page.series ? <a href={homePath(mail.id)}>where it lives</a> : null}
          {desk ? (
            <a href="?reply=all#whole-drafts" data-reply="all">
              reply <kbd>r</kbd>
            </a>
          ) : null}
          <CopyMessageId messageId={mail.id} />
        </p>
        <Variants page={page} />
        {mail.problems.map((problem, index) => (
          <p className="note" key={index}>
            {problem.where}: {problem.what}
          </p>
        ))}
        <div className="mailplan">
          <div>
            <Headers page={page} />
            <WholeDrafts desk={desk} answers={mail.id} back={back} />
            <Body
              page={page}
              lines={lines}
              woven={wovenByLine({ desk, answers: mail.id, back, lines })}
              ask={desk ? '?reply=' : ''}
            />
            {mail.attachments.length === 0 ? null : (
              <ul className="attached">
                {mail.attachments.map((attachment, index) => (
                  <li key={index}>
                    Attached, not shown: <code>{attachment.fileName ?? 'without a name'}</code>{' '}
                    {attachment.contentType}, {plural(attachment.size, 'byte')}
                  </li>
                ))}
              </ul>
            )}
          </div>
          <aside className="thread">
            <Thread page={page} />
          </aside>
        </div>
      </Still>
      {desk ? <DraftKeeper /> : null}
    </>
  );
}

/** Drafts by the line they stand under. */
function wovenByLine(
  page: Omit<Parameters<typeof wovenDrafts>[0], 'part'>,
): ReadonlyMap<number, readonly Woven[]> {
  const byLine = new Map<number, readonly Woven[]>();
  for (const woven of wovenDrafts({ ...page, part: { start: 1, end: page.lines.length + 1 } }))
    byLine.set(woven.bodyLine, [...(byLine.get(woven.bodyLine) ?? []), woven]);
  return byLine;
}

function PostingLink({
  slug,
  posting: { version, number },
}: {
  readonly slug: string;
  readonly posting: NonNullable<NonNullable<MailPage['series']>['posting']>;
}) {
  return (
    <a href={patchPath(slug, version.slug, number)}>
      {version.label} {number === 0 ? 'cover letter' : number}
    </a>
  );
}

function Variants({ page }: { readonly page: MailPage }) {
  if (page.variants < 2) return null;
  return (
    <p className="note">
      {page.variants} mails with this Message-ID and different content are held.{' '}
      {Array.from({ length: page.variants }, (_, index) => index + 1).map((variant) => (
        <span key={variant}>
          {variant === page.variant ? (
            <b>this is {variant}</b>
          ) : (
            <a href={`${mailPath(page.mail.id)}?variant=${variant}`}>see {variant}</a>
          )}{' '}
        </span>
      ))}
      Pages show the first.
    </p>
  );
}

function Headers({ page }: { readonly page: MailPage }) {
  const { headers } = page.mail;
  const first = firstHeaders.flatMap((name) => headers.filter((header) => header.name === name));
  const others = headers.filter((header) => !firstHeaders.includes(header.name));
  const show = (shown: typeof headers): ReactNode => (
    <dl className="hdrs">
      {shown.map((header, index) => (
        <div key={index}>
          <dt>
            <Brief text={header.name} />
          </dt>
          <dd>{header.name === 'in-reply-to' ? <ParentLink value={header.value} /> : header.value}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <section className="file" aria-label="Headers">
      <header>
        <b dir="ltr">Headers</b>
        <span className="push">
          {page.size} bytes, read from {page.source}
        </span>
      </header>
      <div className="code">
        {show(first)}
        {others.length === 0 ? null : (
          <details className="more">
            <summary>{plural(others.length, 'more header')}</summary>
            {show(others)}
          </details>
        )}
      </div>
    </section>
  );
}

/** Text around the id stays as it is. */
function ParentLink({ value }: { readonly value: string }) {
  const id = /<([^<>\s]{1,500})>/.exec(value)?.[1];
  return id === undefined ? value : <a href={mailPath(id)}>{value}</a>;
}

function Body({
  page,
  lines,
  woven,
  ask,
}: {
  readonly page: MailPage;
  readonly lines: readonly string[];
  readonly woven: ReadonlyMap<number, readonly Woven[]>;
  /** What a number's link asks for a reply with; '' where none can be written. */
  readonly ask: string;
}) {
  const shown = lines.slice(0, mostLines);
  const before = lastOrigins(page.lines ?? []);
  return (
    <section className="file" aria-label="Body">
      <header>
        <b dir="ltr">Body</b>
        <span className="push">{bodyWords(page)}</span>
      </header>
      {page.silentWhy === undefined ? null : (
        <p className="capped">No remark was found in it: {page.silentWhy}.</p>
      )}
      <div className="code">
        <table className="d origin">
          <tbody>
            {shown.map((line, index) => (
              <Fragment key={index}>
                <BodyLine page={page} line={line} number={index + 1} before={before[index]} ask={ask} />
                {woven.get(index + 1)?.map(({ content }, at) => (
                  <tr className="dr" key={at}>
                    <td colSpan={3}>{content}</td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
        {lines.length > shown.length ? (
          <p className="capped">
            {lines.length - shown.length} more lines are in the <a href={rawPath(page.mail.id)}>raw mail</a>.
          </p>
        ) : null}
      </div>
    </section>
  );
}

interface BodyLineProps {
  readonly page: MailPage;
  readonly line: string;
  readonly number: number;
  readonly before: LineOrigin | undefined;
  readonly ask: string;
}

function BodyLine({ page, line, number, before, ask }: BodyLineProps) {
  const origin = page.lines?.[number - 1];
  return (
    <tr id={`L${number}`} className={origin ? `o-${origin.kind}` : undefined}>
      <td className="n">
        <a href={`${ask === '' ? '' : `${ask}${number}`}#L${number}`}>{number}</a>
      </td>
      <td className="c">
        {linkText(line).map(({ text, href }, index) =>
          href === undefined ? (
            text
          ) : (
            <a key={index} href={href} rel="nofollow noreferrer noopener">
              {text}
            </a>
          ),
        )}
      </td>
      <td className="made">{origin ? <Origin page={page} origin={origin} before={before} /> : null}</td>
    </tr>
  );
}

function bodyWords(page: MailPage): string {
  if (page.lines) return 'at the right, what was made of each line';
  if (page.variant > 1) return 'a variant: its lines were not read as a reply';
  return page.series ? 'a posting: it wrote its lines itself' : 'in no series, so its lines were not placed';
}

/** For each line, what was made of the last line above it that is not blank. */
function lastOrigins(lines: readonly LineOrigin[]): readonly (LineOrigin | undefined)[] {
  let last: LineOrigin | undefined;
  return lines.map((origin) => {
    const before = last;
    if (origin.kind !== 'blank') last = origin;
    return before;
  });
}

/** What was made of a line, in words; said once for lines in a row that were made the same of. */
function Origin({
  page,
  origin,
  before,
}: {
  readonly page: MailPage;
  readonly origin: LineOrigin;
  readonly before: LineOrigin | undefined;
}) {
  switch (origin.kind) {
    case 'own': {
      if (before?.kind === 'own' && before.remark === origin.remark) return null;
      const remark = page.remarks.get(origin.remark);
      const words = `remark ${origin.remark}${remark && remark.kind !== 'inline' ? `, ${remark.kind}` : ''}`;
      return (
        <>
          {remark?.patch === undefined ? (
            <b>{words}</b>
          ) : (
            <a href={homePath(remark.patch) + remarkFragment(page.mail.id, origin.remark)}>{words}</a>
          )}
          {remark?.state === undefined ? null : (
            <>
              {' '}
              <StateChip state={remark.state} />
            </>
          )}
        </>
      );
    }
    case 'quote': {
      const quoted = page.quoted.get(origin.mail);
      const goesOn = before?.kind === 'quote' && before.mail === origin.mail;
      return (
        <a
          href={`${mailPath(origin.mail)}#L${origin.line}`}
          title={quoted?.subject}
          className={goesOn ? 'same' : ''}
        >
          {goesOn ? '' : `${quoted ? lastName(quoted.name) : 'a mail'}, `}
          {origin.precise ? '' : 'near '}line {origin.line}
        </a>
      );
    }
    case 'lost-quote':
      return before?.kind === 'lost-quote' && before.why === origin.why ? null : (
        <span>{lostWords[origin.why]}</span>
      );
    case 'attribution':
      return before?.kind === 'attribution' ? null : <span>says who is quoted</span>;
    case 'furniture':
      return before?.kind === 'furniture' && before.what === origin.what ? null : <span>{origin.what}</span>;
    case 'blank':
    case 'posted':
      return null;
  }
}

const lostWords = {
  'parent-missing': 'quotes a mail that is not held',
  'quote-not-found': 'quotes what stands in no mail held',
  'too-large': 'not compared: too large',
} as const;

function Thread({ page }: { readonly page: MailPage }) {
  return (
    <>
      <h2>Answers</h2>
      {page.missingParent === undefined ? null : (
        <p className="ghost">
          a mail that is not held: <a href={mailPath(page.missingParent)}>{page.missingParent}</a>
        </p>
      )}
      {page.parent ? (
        <ul>
          <ThreadLink mail={page.parent} />
        </ul>
      ) : page.missingParent === undefined ? (
        <p className="muted">nothing: it begins a thread</p>
      ) : null}
      <h2>
        {page.answers.length === 0 ? 'Nobody answered' : `Answered by ${plural(page.answers.length, 'mail')}`}
      </h2>
      <ul>
        {page.answers.map((mail) => (
          <ThreadLink key={mail.messageId} mail={mail} />
        ))}
      </ul>
    </>
  );
}

function ThreadLink({ mail }: { readonly mail: MailLink }) {
  return (
    <li>
      <a href={mailPath(mail.messageId)}>{mail.subject === '' ? '(no subject)' : mail.subject}</a>
      <span className="muted">
        <Brief text={mail.name} /> <Ago date={mail.sentAt} />
      </span>
    </li>
  );
}
