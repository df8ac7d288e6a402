import type { ConversationView, PatchPage, SlotView } from '../../lib/query/index';
import type { FileView } from '../../lib/render/index';
import { fileId, PlusMinus } from './diff';
import { discussionId } from './discussion';
import { DiscussionGlyph } from './discussion-glyphs';
import { patchPath } from './discussion-links';
import { firstWords, glyphOf, lastName, plural } from './discussion-words';

export interface NavigatorProps {
  readonly page: PatchPage;
  readonly files: readonly FileView[];
  /** "?view=split" or nothing: kept from patch to patch. */
  readonly search: string;
}

/** Patches, files and discussions: beside the diff where there is room, else a strip of patch numbers above it. */
export function Navigator({ page, files, search }: NavigatorProps) {
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
            <SlotLink page={page} slot={slot} search={search} />
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
          <ol className="jump">
            {page.conversations.map((conversation) => (
              <li key={conversation.number}>
                <JumpLink conversation={conversation} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </nav>
  );
}

function SlotLink({
  page,
  slot,
  search,
}: {
  readonly page: PatchPage;
  readonly slot: SlotView;
  readonly search: string;
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
      {slot.remarks === 0 ? (
        <span />
      ) : (
        <span className="talks">
          <DiscussionGlyph name="talk" />
          {slot.conversations}
          <span className="vh"> {plural(slot.conversations, 'discussion')}</span>
        </span>
      )}
    </a>
  );
}

export function slotTitle(slot: SlotView): string {
  if (slot.number === 0) return 'Cover letter';
  return slot.title ?? `Patch ${slot.number}, title not known`;
}

function JumpLink({ conversation }: { readonly conversation: ConversationView }) {
  const [first] = conversation.remarks;
  return (
    <a href={`#${discussionId(conversation)}`}>
      <DiscussionGlyph name={glyphOf(conversation)} />
      <span>{firstWords(first, 60) || 'no words'}</span>
      <span className="who">{lastName(first?.name ?? '')}</span>
    </a>
  );
}
