import type { KeptDraft, ReplySent } from '../../lib/reader/index';
import { homePath, mailPath } from './discussion-links';
import { plural } from './discussion-words';
import { Ago } from './time';

/** Replies that went; those the reader said went can come back. */
export function SentReplies({
  sent,
  isOpen,
}: {
  readonly sent: readonly ReplySent[];
  readonly isOpen: boolean;
}) {
  if (sent.length === 0) return null;
  return (
    <details className="past" id="sent" open={isOpen}>
      <summary>{plural(sent.length, 'reply', 'replies')} sent</summary>
      <ul>
        {sent.map(({ mail, drafts }) => (
          <li key={mail.id}>
            <form method="post" action="/reply/letter">
              <input type="hidden" name="reply" value={mail.id} />
              <span className="words">{firstWords(drafts)}</span>
              <span>
                {mail.sentBy === 'arrived' ? (
                  <>
                    <a href={homePath(mail.arrivedAs ?? mail.id)}>arrived</a> <Ago date={mail.sentAt} />
                  </>
                ) : (
                  <>
                    you said so <Ago date={mail.sentAt} />
                  </>
                )}
              </span>
              <a href={homePath(mail.answers)}>what it answers</a>
              {mail.eml === '' ? null : <a href={`/reply/mail/${encodeURIComponent(mail.id)}`}>as it went</a>}
              {mail.sentBy === 'arrived' ? null : (
                <button className="btn" type="submit" name="do" value="not-sent">
                  Not sent after all
                </button>
              )}
            </form>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Drafts that were deleted, to be put back or forgotten. */
export function DroppedDrafts({ dropped }: { readonly dropped: readonly KeptDraft[] }) {
  if (dropped.length === 0) return null;
  return (
    <details className="past">
      <summary>{plural(dropped.length, 'draft')} deleted</summary>
      <ul>
        {dropped.map((draft) => (
          <li key={draft.id}>
            <form method="post" action="/reply/draft">
              <input type="hidden" name="id" value={draft.id} />
              <span className="words">{firstWords([draft])}</span>
              <span>
                deleted <Ago date={draft.droppedAt} />
              </span>
              <a href={mailPath(draft.answers)}>what it answers</a>
              <button className="btn" type="submit" name="do" value="restore">
                Put it back
              </button>
              <button className="btn" type="submit" name="do" value="forget">
                Delete for good
              </button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  );
}

const mostWords = 90;

function firstWords(drafts: readonly KeptDraft[]): string {
  const [first] = drafts;
  const said = first?.text.trim().replace(/\s+/g, ' ') ?? '';
  const words = said === '' ? (first?.tags.join(', ') ?? '') : said;
  const more = drafts.length > 1 ? ` and ${drafts.length - 1} more` : '';
  return `${words.length > mostWords ? `${words.slice(0, mostWords).trimEnd()}...` : words}${more}`;
}
