import type { ReactNode } from 'react';
import type { FileView, PostingView, TextPart } from '../../lib/render/index';
import type { ConversationView, PatchPage } from '../../lib/query/index';
import { FilePart, TextPartView, type DiffLayout, type Woven } from './diff';
import type { Desk } from './desk';
import { DiffKeys } from './diff-keys';
import { Navigator } from './diff-navigator';
import { Discussion, discussionId, TagLine } from './discussion';
import { FoldedTalks } from './discussion-fold';
import { DiscussionGlyphs } from './discussion-glyphs';
import { loreLink, mailPath, patchPath } from './discussion-links';
import { draftsBelow, type Writing } from './discussion-remark';
import { firstWords, glyphOf, isTagOnly, plural, postingWords } from './discussion-words';
import { DraftBasics, WholeDrafts } from './draft-form';
import { DraftKeeper } from './draft-keeper';
import { placesAsked, wovenDrafts } from './draft-woven';
import { heldPostingView } from './held-views';
import { Bar, conversationsToWalk } from './patch-bar';
import { PatchLanded } from './landed';
import { Head } from './patch-head';
import { StateChip } from './state';
import { Still } from './still';

export interface DiffViewProps {
  readonly page: PatchPage;
  readonly layout: DiffLayout;
  readonly isListShown: boolean;
  /** The file that is to be shown however large it is, or 'all'. */
  readonly whole: string | undefined;
  /** What the reader writes; undefined where nothing is written. */
  readonly desk: Desk | undefined;
}

/** The page of one patch or cover letter. */
export function DiffView({ page: asked, layout, isListShown, whole, desk }: DiffViewProps) {
  const answers = asked.posting?.messageId ?? '';
  const spokenLines = [
    ...asked.conversations.flatMap(({ anchor }) => (anchor.kind === 'line' ? anchor.bodyLine : [])),
    ...placesAsked(desk, answers).map(({ end }) => end - 1),
  ];
  const view =
    asked.posting &&
    heldPostingView(asked.posting.text, { spokenLines, ...(whole === undefined ? {} : { whole }) });
  const page = view ? { ...asked, conversations: inReadingOrder(asked.conversations, view) } : asked;
  const here = patchPath(page.series.slug, page.version.slug, page.slot.number);
  const search = layout === 'split' ? '?view=split' : '';
  const isFull = !isListShown;
  return (
    <>
      <Still tag="main" id="main" className="posting">
        <DiscussionGlyphs />
        <DraftBasics desk={desk} answers={view && answers} back={here + search} />
        <Head page={page} />
        <PatchLanded page={page} />
        <Bar
          page={page}
          layout={layout}
          here={here}
          isListShown={isListShown}
          hasDiff={(view?.files.length ?? 0) > 0}
          canReply={desk !== undefined && view !== undefined}
        />
        <Notices page={page} />
        <SettledEarlier page={page} here={`${here}?${layout === 'split' ? 'view=split&' : ''}`} />
        <div className={isFull ? 'plan full' : 'plan'}>
          <aside>
            <Navigator page={page} files={view?.files ?? []} search={search} draftsOn={desk?.draftsOn} />
          </aside>
          <div className="content">
            {view ? (
              <Posting
                page={page}
                view={view}
                layout={layout}
                here={`${here}?${layout === 'split' ? 'view=split&' : ''}`}
                desk={desk}
                back={here + search}
              />
            ) : (
              <MissingPosting page={page} />
            )}
            <Silent page={page} />
          </div>
        </div>
      </Still>
      <DiffKeys />
      {desk ? <DraftKeeper /> : null}
    </>
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

/** Discussions of earlier versions that were settled there: a line each, behind their number. */
function SettledEarlier({ page, here }: { readonly page: PatchPage; readonly here: string }) {
  const { settledEarlier } = page;
  if (settledEarlier.length === 0) return null;
  return (
    <details className="earlier">
      <summary>{settledEarlier.length} settled earlier: show</summary>
      <ul>
        {settledEarlier.map((one) => (
          <li key={one.number}>
            <StateChip state={one.state} quiet />
            <a
              href={`${patchPath(page.series.slug, one.from.version.slug, one.from.number)}#d-${one.number}`}
            >
              from {postingWords(one.from)}
            </a>
            <span>
              {one.name}: {firstWords(one, 110)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`${here}earlier=all`}>Show them at their lines</a>
      </p>
    </details>
  );
}

function Notices({ page }: { readonly page: PatchPage }) {
  const at = page.versions.findIndex(({ slug }) => slug === page.version.slug);
  const before = page.versions.slice(0, at).findLast(({ number }) => number !== undefined);
  if (before?.kind === 'missing' && before.number !== undefined)
    return (
      <p className="note">
        The mail {before.label} {before.number} is not held, so what changed since then cannot be told, and
        what was said of it stands here without its line.{' '}
        <a href={patchPath(page.series.slug, before.slug, before.number)}>What is known of it</a>
      </p>
    );
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
  readonly desk: Desk | undefined;
  /** Address of this page. */
  readonly back: string;
}

/** The mail in its parts, each with what is said at its lines; what is said of all of it stands before the diff. */
function Posting({ page, view, layout, here, desk, back }: PostingProps) {
  const next = nextIds(page.conversations);
  const answers = page.posting?.messageId ?? '';
  const lines = page.posting?.text.split('\n') ?? [];
  const ask = desk ? `?${layout === 'split' ? 'view=split&' : ''}reply=` : '';
  const placed = new Map<ConversationView, TextPart | FileView>();
  for (const conversation of page.conversations) {
    const part = partOf(conversation, view);
    if (part) placed.set(conversation, part);
  }
  const general = page.conversations.filter((conversation) => !placed.has(conversation));
  const shown: ReactNode[] = [];
  let isGeneralShown = false;
  const showGeneral = (): void => {
    if (!isGeneralShown)
      shown.push(
        <WholeDrafts key="drafts" desk={desk} answers={answers} back={back} />,
        <General key="general" page={page} conversations={general} next={next} writing={{ desk, back }} />,
      );
    isGeneralShown = true;
  };
  for (const part of view.parts) {
    const here_ = page.conversations.filter((conversation) => placed.get(conversation) === part);
    const spoken = here_.flatMap((conversation): Woven[] => {
      const { anchor } = conversation;
      if (anchor.kind !== 'line') return [];
      return [
        {
          bodyLine: anchor.bodyLine,
          line: {
            glyph: glyphOf(conversation),
            isSure: anchor.precise,
          },
          content: (
            <Discussion
              series={page.series.slug}
              conversation={conversation}
              next={next.get(conversation)}
              path={pathOf(part)}
              writing={{ desk, back }}
            />
          ),
        },
      ];
    });
    const woven = [...spoken, ...wovenDrafts({ desk, answers, back, lines, part })];
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
              series={page.series.slug}
              conversation={conversation}
              next={next.get(conversation)}
              path={part.path}
              writing={{ desk, back }}
            />
          ))}
          count={countHere(here_.length)}
          wholeHref={`${here}show=${encodeURIComponent(part.path)}#file-${part.start}`}
          ask={ask}
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
          ask={ask}
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

/** For each discussion the `id` of the one that the key n goes to from it. */
function nextIds(conversations: readonly ConversationView[]): NextIds {
  const walk = new Set(conversationsToWalk(conversations));
  const next = new Map<ConversationView, string>();
  let below: string | undefined;
  for (const conversation of [...conversations].reverse()) {
    if (below !== undefined) next.set(conversation, below);
    if (walk.has(conversation)) below = discussionId(conversation);
  }
  return next;
}

type NextIds = ReadonlyMap<ConversationView, string>;

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
  next,
  writing,
}: {
  readonly page: PatchPage;
  readonly conversations: readonly ConversationView[];
  readonly next: NextIds;
  readonly writing: Writing;
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
      <FoldedTalks
        talks={talks}
        isWritten={({ remarks }) => remarks.some((remark) => draftsBelow(remark, writing).length > 0)}
        show={(conversation) => (
          <Discussion
            key={conversation.number}
            series={page.series.slug}
            conversation={conversation}
            next={next.get(conversation)}
            path={undefined}
            showsQuote
            isShort={page.slot.number !== 0}
            writing={writing}
          />
        )}
      />
    </section>
  );
}

/** What is known of a mail that is not held: its number, perhaps its id, and what replies quote of it. */
function MissingPosting({ page }: { readonly page: PatchPage }) {
  const { messageId } = page.slot;
  const next = nextIds(page.conversations);
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
              series={page.series.slug}
              conversation={conversation}
              next={next.get(conversation)}
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
