import type { ReactNode } from 'react';
import { viewPosting, type FileView, type PostingView, type TextPart } from '../../lib/render/index';
import type { ConversationView, PatchPage } from '../../lib/query/index';
import { FilePart, TextPartView, type DiffLayout, type Woven } from './diff';
import { CopyMessageId } from './diff-copy';
import { DiffKeys } from './diff-keys';
import { Navigator, slotTitle } from './diff-navigator';
import { Discussion, discussionId, TagLine } from './discussion';
import { DiscussionGlyphs } from './discussion-glyphs';
import { loreLink, mailPath, patchPath, rawPath } from './discussion-links';
import { glyphOf, isTagOnly, personOfTag, plural, shortTag } from './discussion-words';
import { Ago, When } from './time';

export interface DiffViewProps {
  readonly page: PatchPage;
  readonly layout: DiffLayout;
  readonly isListShown: boolean;
  /** The file that is to be shown however large it is, or 'all'. */
  readonly whole: string | undefined;
}

/** The page of one patch or cover letter. */
export function DiffView({ page: asked, layout, isListShown, whole }: DiffViewProps) {
  const spokenLines = asked.conversations.flatMap(({ anchor }) =>
    anchor.kind === 'line' ? anchor.bodyLine : [],
  );
  const view =
    asked.posting &&
    viewPosting(asked.posting.text, { spokenLines, ...(whole === undefined ? {} : { whole }) });
  const page = view ? { ...asked, conversations: inReadingOrder(asked.conversations, view) } : asked;
  const here = patchPath(page.series.slug, page.version.slug, page.slot.number);
  const search = layout === 'split' ? '?view=split' : '';
  const isFull = !isListShown;
  return (
    <main id="main" className="posting">
      <DiscussionGlyphs />
      <Head page={page} />
      <Bar
        page={page}
        layout={layout}
        here={here}
        isListShown={isListShown}
        hasDiff={(view?.files.length ?? 0) > 0}
      />
      <Notices page={page} />
      <div className={isFull ? 'plan full' : 'plan'}>
        <aside>
          <Navigator page={page} files={view?.files ?? []} search={search} />
        </aside>
        <div className="content">
          {view ? (
            <Posting
              page={page}
              view={view}
              layout={layout}
              here={`${here}?${layout === 'split' ? 'view=split&' : ''}`}
            />
          ) : (
            <MissingPosting page={page} />
          )}
          <Silent page={page} />
        </div>
      </div>
      <DiffKeys />
    </main>
  );
}

/** Discussions as they stand on the page from top to bottom: what is said of the whole mail comes behind its message. */
function inReadingOrder(
  conversations: readonly ConversationView[],
  view: PostingView,
): readonly ConversationView[] {
  const message = view.parts.find((part) => 'kind' in part && part.kind === 'message');
  const placeOf = (conversation: ConversationView): number => {
    const part = partOf(conversation, view);
    if (part === undefined) return (message?.end ?? 1) - 0.5;
    return conversation.anchor.kind === 'line' ? conversation.anchor.bodyLine : part.start;
  };
  return [...conversations].sort((a, b) => placeOf(a) - placeOf(b));
}

function Head({ page }: { readonly page: PatchPage }) {
  const { posting, slot, version, series } = page;
  return (
    <>
      <p className="crumb">
        <a href={`/series/${series.slug}`} data-key="u">
          {series.title}
        </a>{' '}
        / {version.label} / {slot.number === 0 ? 'cover letter' : `${slot.number} of ${page.total}`}
      </p>
      <div className="shead">
        <div>
          <h1>{slot.number === 0 ? (slot.title ?? 'Cover letter') : slotTitle(slot)}</h1>
          <p className="facts">
            {page.author === undefined ? null : (
              <span>
                <b>{page.author}</b>
                {posting?.via === undefined ? null : <span className="muted"> via {posting.via}</span>}
                {posting && posting.fromName !== page.author ? (
                  <span className="muted"> sent by {posting.fromName}</span>
                ) : null}
              </span>
            )}
            {posting ? (
              <span>
                <When date={posting.sentAt} />, <Ago date={posting.sentAt} />
              </span>
            ) : null}
            {slot.messageId === undefined ? null : <a href={loreLink(slot.messageId)}>lore</a>}
            {posting ? <a href={rawPath(posting.messageId)}>raw</a> : null}
            {posting ? <a href={mailPath(posting.messageId)}>mail</a> : null}
            {slot.messageId === undefined ? null : <CopyMessageId messageId={slot.messageId} />}
            <Tags page={page} />
          </p>
        </div>
        <Versions page={page} />
      </div>
    </>
  );
}

/** Tags that replies to this very posting give. Whether they hold on a later version is not said here. */
function Tags({ page }: { readonly page: PatchPage }) {
  const tags = page.conversations.flatMap((conversation) =>
    conversation.remarks.flatMap((remark) =>
      remark.trailers.map((trailer) => ({ ...trailer, href: `#${discussionId(conversation)}` })),
    ),
  );
  if (tags.length === 0)
    return page.posting ? <span className="tag none">no tags in the replies to it</span> : null;
  return (
    <>
      {tags.map((tag, index) => (
        <a className="tag" href={tag.href} key={index}>
          <b>{shortTag(tag.key)}</b> {personOfTag(tag.value)}
        </a>
      ))}
    </>
  );
}

function Versions({ page }: { readonly page: PatchPage }) {
  return (
    <span className="vers" role="group" aria-label="The same patch in other versions">
      {page.versions.map((version) =>
        version.number === undefined ? (
          <span className="gone" key={version.slug} title={`${version.label} has no such patch`}>
            {version.label}
          </span>
        ) : (
          <a
            key={version.slug}
            className={version.kind === 'missing' ? 'hole' : undefined}
            href={patchPath(page.series.slug, version.slug, version.number)}
            aria-current={version.slug === page.version.slug ? 'page' : undefined}
            title={`${version.label} ${version.number}${version.kind === 'missing' ? ', the mail is not held' : ''}`}
          >
            {version.label}
            {version.kind === 'missing' ? '?' : ''}
          </a>
        ),
      )}
    </span>
  );
}

interface BarProps {
  readonly page: PatchPage;
  readonly layout: DiffLayout;
  readonly here: string;
  readonly isListShown: boolean;
  readonly hasDiff: boolean;
}

function Bar({ page, layout, here, isListShown, hasDiff }: BarProps) {
  const { conversations, slot, slots, series, version } = page;
  const at = slots.indexOf(slot);
  const search = layout === 'split' ? '?view=split' : '';
  const linkTo = (to: typeof slot | undefined): string | undefined =>
    to && patchPath(series.slug, version.slug, to.number) + search;
  const [first] = conversations;
  const remarks = conversations.reduce((sum, each) => sum + each.remarks.length, 0);
  return (
    <div className="bar">
      <span className="seg">
        <StepLink href={linkTo(slots[at - 1])} rel="prev" hotkey="k" words="patch before" mark="◀" />
        <span className="btn still">
          {slot.number}/{page.total}
        </span>
        <StepLink href={linkTo(slots[at + 1])} rel="next" hotkey="j" words="next patch" mark="▶" />
      </span>
      {first ? (
        <a className="btn primary" href={`#${discussionId(first)}`}>
          <kbd>n</kbd> next discussion
        </a>
      ) : null}
      <span className="pos">
        {first ? (
          <>
            <b>{conversations.length}</b> {conversations.length === 1 ? 'discussion' : 'discussions'},{' '}
            <b>{remarks}</b> {remarks === 1 ? 'remark' : 'remarks'} here
          </>
        ) : (
          'nobody has remarked on this mail'
        )}
      </span>
      {hasDiff ? (
        <span className="push seg only-wide">
          <a
            className="btn"
            href={here}
            aria-current={layout === 'unified' ? 'true' : undefined}
            data-key={layout === 'split' ? 'v' : undefined}
          >
            unified
          </a>
          <a
            className="btn"
            href={`${here}?view=split`}
            aria-current={layout === 'split' ? 'true' : undefined}
            data-key={layout === 'unified' ? 'v' : undefined}
          >
            side by side
          </a>
        </span>
      ) : (
        <span className="push" />
      )}
      <a
        className="btn only-list"
        href={`${here}?${layout === 'split' ? 'view=split&' : ''}list=${isListShown ? 'off' : 'on'}`}
        data-key="t"
      >
        {isListShown ? 'hide list' : 'list'} <kbd>t</kbd>
      </a>
    </div>
  );
}

interface StepLinkProps {
  readonly href: string | undefined;
  readonly rel: 'prev' | 'next';
  readonly hotkey: string;
  readonly words: string;
  readonly mark: string;
}

function StepLink({ href, rel, hotkey, words, mark }: StepLinkProps) {
  if (href === undefined) {
    return (
      <span className="btn still off" aria-hidden="true">
        {mark}
      </span>
    );
  }
  return (
    <a
      className="btn"
      href={href}
      rel={rel}
      data-key={hotkey}
      aria-label={words}
      title={`${words} (${hotkey})`}
    >
      {mark}
    </a>
  );
}

function Notices({ page }: { readonly page: PatchPage }) {
  if (page.slot.kind !== 'carried') return null;
  return (
    <p className="note info">
      {page.version.label} did not send this patch again; it stays as it was
      {page.carriedFrom === undefined ? ' in an earlier version' : ` in ${page.carriedFrom}`}, and that mail
      is shown.
    </p>
  );
}

interface PostingProps {
  readonly page: PatchPage;
  readonly view: PostingView;
  readonly layout: DiffLayout;
  /** Address of this page up to the last parameter. */
  readonly here: string;
}

/** The mail in its parts, each with what is said at its lines; what is said of all of it stands before the diff. */
function Posting({ page, view, layout, here }: PostingProps) {
  const placed = new Map<ConversationView, TextPart | FileView>();
  for (const conversation of page.conversations) {
    const part = partOf(conversation, view);
    if (part) placed.set(conversation, part);
  }
  const general = page.conversations.filter((conversation) => !placed.has(conversation));
  const shown: ReactNode[] = [];
  let isGeneralShown = false;
  const showGeneral = (): void => {
    if (!isGeneralShown) shown.push(<General key="general" page={page} conversations={general} />);
    isGeneralShown = true;
  };
  for (const part of view.parts) {
    const here_ = page.conversations.filter((conversation) => placed.get(conversation) === part);
    const woven = here_.flatMap((conversation): Woven[] => {
      const { anchor } = conversation;
      if (anchor.kind !== 'line') return [];
      return [
        {
          bodyLine: anchor.bodyLine,
          line: { glyph: glyphOf(conversation), isSure: anchor.precise },
          content: (
            <Discussion conversation={conversation} next={nextId(page, conversation)} path={pathOf(part)} />
          ),
        },
      ];
    });
    if ('path' in part) {
      showGeneral();
      const about = here_.filter((conversation) => conversation.anchor.kind === 'file');
      shown.push(
        <FilePart
          key={part.start}
          file={part}
          layout={layout}
          woven={woven}
          about={about.map((conversation) => (
            <Discussion
              key={conversation.number}
              conversation={conversation}
              next={nextId(page, conversation)}
              path={part.path}
            />
          ))}
          count={countHere(here_.length)}
          wholeHref={`${here}show=${encodeURIComponent(part.path)}#file-${part.start}`}
        />,
      );
    } else {
      const title = titleOf(part, page.slot.number === 0, shown.length === 0);
      shown.push(
        <TextPartView
          key={part.start}
          isFolded={part.kind === 'diffstat' || part.kind === 'tail'}
          part={part}
          title={title}
          count={countHere(here_.length)}
          woven={woven}
        />,
      );
      if (part.kind === 'message') showGeneral();
    }
  }
  showGeneral();
  return <>{shown}</>;
}

function pathOf(part: TextPart | FileView): string | undefined {
  return 'path' in part ? part.path : undefined;
}

function countHere(count: number): string {
  return count === 0 ? '' : plural(count, 'discussion');
}

function nextId(page: PatchPage, conversation: ConversationView): string | undefined {
  const next = page.conversations[page.conversations.indexOf(conversation) + 1];
  return next && discussionId(next);
}

/** The part of the page a discussion stands in; undefined when it is about all of it or has no place. */
function partOf({ anchor }: ConversationView, view: PostingView): TextPart | FileView | undefined {
  if (anchor.kind === 'line')
    return view.parts.find((part) => anchor.bodyLine >= part.start && anchor.bodyLine < part.end);
  return anchor.kind === 'file' ? view.files.find((file) => file.path === anchor.path) : undefined;
}

function titleOf(part: TextPart, isCover: boolean, isFirst: boolean): string {
  switch (part.kind) {
    case 'message':
      return !isFirst ? 'Text, continued' : isCover ? 'Cover letter' : 'Commit message';
    case 'notes':
      return isCover ? 'Notes' : 'Notes, not part of the commit';
    case 'diffstat':
      return 'Files changed';
    case 'tail':
      return 'End of the mail';
  }
}

/** Discussions about the whole mail, tags first as lines, and those without a place with the reason. */
function General({
  page,
  conversations,
}: {
  readonly page: PatchPage;
  readonly conversations: readonly ConversationView[];
}) {
  if (conversations.length === 0) return null;
  const tags = conversations.filter(isTagOnly);
  const talks = conversations.filter((conversation) => !isTagOnly(conversation));
  return (
    <section className="file general" aria-label="Remarks on the mail as a whole">
      <header>
        <b dir="ltr">{page.slot.number === 0 ? 'On the series as a whole' : 'On the patch as a whole'}</b>
        <span className="push">{plural(conversations.length, 'discussion')}</span>
      </header>
      {tags.length === 0 ? null : (
        <ul className="taglines">
          {tags.map((conversation) => (
            <TagLine key={conversation.number} conversation={conversation} />
          ))}
        </ul>
      )}
      {talks.map((conversation) => (
        <Discussion
          key={conversation.number}
          conversation={conversation}
          next={nextId(page, conversation)}
          path={undefined}
          showsQuote
          isShort={page.slot.number !== 0}
        />
      ))}
    </section>
  );
}

/** What is known of a mail that is not held: its number, perhaps its id, and what replies quote of it. */
function MissingPosting({ page }: { readonly page: PatchPage }) {
  const { messageId } = page.slot;
  return (
    <>
      <section className="missing">
        <p>
          <b>This mail is not held.</b>{' '}
          {messageId === undefined
            ? 'No reply names its Message-ID, so nothing more is known of it.'
            : 'Replies to it are; what they quote of it is shown with them.'}
        </p>
        {messageId === undefined ? null : (
          <p>
            <a href={mailPath(messageId)}>Pull it from the archive</a>, or read it on{' '}
            <a href={loreLink(messageId)}>lore</a>: <code>{messageId}</code>
          </p>
        )}
      </section>
      {page.conversations.length === 0 ? null : (
        <section className="file general" aria-label="Remarks on the mail that is not held">
          <header>
            <b dir="ltr">What replies say of it</b>
            <span className="push">{plural(page.conversations.length, 'discussion')}</span>
          </header>
          {page.conversations.map((conversation) => (
            <Discussion
              key={conversation.number}
              conversation={conversation}
              next={nextId(page, conversation)}
              path={undefined}
              showsQuote
            />
          ))}
        </section>
      )}
    </>
  );
}

/** Replies in which nothing was said that could be placed: none is left out without a word. */
function Silent({ page }: { readonly page: PatchPage }) {
  if (page.silent.length === 0) return null;
  return (
    <section className="silent">
      <h2>{plural(page.silent.length, 'reply', 'replies')} without a remark</h2>
      <ul>
        {page.silent.map((reply) => (
          <li key={reply.messageId}>
            {reply.name}: <a href={mailPath(reply.messageId)}>{reply.why}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
