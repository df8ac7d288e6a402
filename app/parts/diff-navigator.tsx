import {
  groupOf,
  groups,
  type ConversationView,
  type Group,
  type PatchPage,
  type SlotView,
} from '../../lib/query/index';
import type { FileView } from '../../lib/render/index';
import { fileId, PlusMinus } from './diff';
import { discussionId } from './discussion';
import { DiscussionGlyph } from './discussion-glyphs';
import { patchPath } from './discussion-links';
import { countAsked, leadOf } from './discussion-asked';
import { firstWords, glyphOf, lastName, plural } from './discussion-words';
import { StateGlyph } from './state';
import { countsInWords, groupWords } from './state-words';

export interface NavigatorProps {
  readonly page: PatchPage;
  readonly files: readonly FileView[];
  /** "?view=split" or nothing: kept from patch to patch. */
  readonly search: string;
  /** How many drafts the reader has on a posting, by its Message-ID; undefined where nothing is written. */
  readonly draftsOn: ReadonlyMap<string, number> | undefined;
}

/** Patches, files and discussions: beside the diff where there is room, else a strip of patch numbers above it. */
export function Navigator({ page, files, search, draftsOn }: NavigatorProps) {
  return (
    <nav className="nav" aria-label="Patches, files and discussions">
      <h2>
        Patches of {page.version.label}
        <span className="keyhint">
          <kbd>j</kbd> <kbd>k</kbd>
        </span>
      </h2>
      <ol className="patches">
        {page.slots.map((slot) => (
          <li key={slot.number}>
            <SlotLink
              page={page}
              slot={slot}
              search={search}
              drafts={draftsOn && (draftsOn.get(slot.messageId ?? '') ?? 0)}
            />
          </li>
        ))}
      </ol>
      {files.length === 0 ? null : (
        <div className="wide">
          <h2>
            Files of {page.slot.number}/{page.total}
            <span className="keyhint">
              <kbd>]</kbd> <kbd>[</kbd>
            </span>
          </h2>
          <ol className="files">
            {files.map((file) => (
              <li key={file.start}>
                <a href={`#${fileId(file)}`} title={file.path}>
                  <span>
                    <bdi>{file.path}</bdi>
                  </span>
                  <PlusMinus added={file.added} deleted={file.deleted} />
                </a>
              </li>
            ))}
          </ol>
        </div>
      )}
      {page.conversations.length === 0 ? null : (
        <div className="wide">
          <h2>
            Discussions here
            <span className="keyhint">
              <kbd>n</kbd> <kbd>p</kbd>
            </span>
          </h2>
          {groups.map((group) => (
            <JumpGroup key={group} group={group} conversations={page.conversations} />
          ))}
          <Jumps
            words="nothing asked"
            conversations={page.conversations.filter(({ state }) => state === undefined)}
          />
        </div>
      )}
    </nav>
  );
}

function SlotLink({
  page,
  slot,
  search,
  drafts,
}: {
  readonly page: PatchPage;
  readonly slot: SlotView;
  readonly search: string;
  /** Undefined where nothing is written. */
  readonly drafts: number | undefined;
}) {
  const title = slotTitle(slot);
  return (
    <a
      className={slot.kind === 'missing' ? 'hole' : undefined}
      href={patchPath(page.series.slug, page.version.slug, slot.number) + search}
      aria-current={slot.number === page.slot.number ? 'page' : undefined}
      title={slot.kind === 'missing' ? `${title} (the mail is not held)` : title}
    >
      <span className="mono">{slot.number}</span>
      <span>{title}</span>
      <Counts slot={slot} drafts={drafts} />
    </a>
  );
}

/** How many drafts are kept for a patch, and how many remarks of each group it has; where nothing is asked, how many discussions. */
function Counts({
  slot: { counts, conversations, messageId: posting },
  drafts,
}: {
  readonly slot: SlotView;
  readonly drafts: number | undefined;
}) {
  const asked = groups.flatMap((group) => {
    const { count, worst } = counts[group];
    return worst === undefined ? [] : [{ group, count, worst }];
  });
  const mine =
    drafts === undefined ? null : (
      // A script counts it anew when drafts come and go.
      <span className="mine" data-posting={posting} hidden={drafts === 0}>
        <svg className="g" aria-hidden="true">
          <use href="#g-draft" />
        </svg>
        <span aria-hidden="true">{drafts}</span>
        <span className="vh"> {plural(drafts, 'draft')},</span>
      </span>
    );
  if (conversations === 0) return <span className="talks">{mine}</span>;
  return (
    <span className="talks">
      {mine}
      {asked.map(({ group, count, worst }) => (
        <span className={`ink-${worst}`} key={group} aria-hidden="true">
          <StateGlyph state={worst} />
          {count}
        </span>
      ))}
      {asked.length === 0 && conversations > 0 ? (
        <span aria-hidden="true">
          <DiscussionGlyph name="talk" />
          {conversations}
        </span>
      ) : null}
      <span className="vh">
        {' '}
        {asked.length === 0
          ? plural(conversations, 'discussion')
          : countsInWords({
              unsettled: counts.unsettled.count,
              confirm: counts.confirm.count,
              settled: counts.settled.count,
            })}
      </span>
    </span>
  );
}

export function slotTitle(slot: SlotView): string {
  if (slot.number === 0) return 'Cover letter';
  return slot.title ?? `Patch ${slot.number}, title not known`;
}

function JumpGroup({
  group,
  conversations,
}: {
  readonly group: Group;
  readonly conversations: readonly ConversationView[];
}) {
  return (
    <Jumps
      words={groupWords[group]}
      group={group}
      conversations={conversations.filter(({ state }) => state !== undefined && groupOf(state) === group)}
    />
  );
}

function Jumps({
  words,
  conversations,
  group,
}: {
  readonly words: string;
  readonly conversations: readonly ConversationView[];
  readonly group?: Group;
}) {
  if (conversations.length === 0) return null;
  const remarks = group === undefined ? 0 : countAsked(conversations)[group];
  return (
    <>
      <h3>
        {words} <b>{conversations.length}</b>
        {remarks > conversations.length ? `, ${plural(remarks, 'remark')}` : null}
      </h3>
      <ol className="jump">
        {conversations.map((conversation) => (
          <li key={conversation.number}>
            <JumpLink conversation={conversation} />
          </li>
        ))}
      </ol>
    </>
  );
}

function JumpLink({ conversation }: { readonly conversation: ConversationView }) {
  const said = leadOf(conversation) ?? conversation.remarks[0];
  const { state, carried } = conversation;
  return (
    <a href={`#${discussionId(conversation)}`}>
      <span className={state === undefined ? undefined : `ink-${state}`}>
        <DiscussionGlyph name={glyphOf(conversation)} />
        {state === undefined ? null : <span className="vh">{state}</span>}
      </span>
      <span>{firstWords(said, 60) || 'no words'}</span>
      <span className="who">
        {carried ? <span className="mono">{carried.version.slug} </span> : null}
        {lastName(said?.name ?? '')}
      </span>
    </a>
  );
}
