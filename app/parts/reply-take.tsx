import {
  fetchThreadCommand,
  longestMailto,
  mailtoUrl,
  muttCommand,
  sendCommand,
  type Reply,
} from '../../lib/compose/index';

/** The ways out for a reply. Loreview sends nothing itself. */
export function ReplyTake({ reply, fileName }: { readonly reply: Reply; readonly fileName: string }) {
  const mailto = mailtoUrl(reply);
  const file = `/reply/mail/${encodeURIComponent(reply.id)}`;
  return (
    <div className="take">
      <h3>Take it</h3>
      <p className="ways">
        <button type="button" className="btn primary" hidden data-copy={reply.body} data-copied="Copied">
          Copy the text
        </button>
        {mailto === undefined ? null : (
          <a className="btn" href={mailto}>
            mailto:
          </a>
        )}
        <a className="btn" href={file}>
          Download .eml
        </a>
        <a className="btn" href={`${file}?as=mbox`}>
          mbox
        </a>
      </p>
      {mailto === undefined ? (
        <p className="muted">
          No mailto: here. As an address it would be longer than {longestMailto} characters, and some browsers
          would cut it.
        </p>
      ) : null}
      <Command name="git send-email" command={sendCommand(reply, fileName)} />
      <Command name="mutt" command={muttCommand(fileName)} />
      {reply.inReplyTo === undefined ? null : (
        <Command name="The thread in your mail program" command={fetchThreadCommand(reply.inReplyTo)} />
      )}
      <form method="post" action="/reply/letter" className="went">
        <input type="hidden" name="reply" value={reply.id} />
        <button className="btn" type="submit" name="do" value="sent">
          I sent it
        </button>
        <span className="muted">When it arrives from the list, its drafts leave by themselves.</span>
      </form>
    </div>
  );
}

function Command({ name, command }: { readonly name: string; readonly command: string }) {
  return (
    <>
      <h4>
        {name}
        <button
          type="button"
          className="aslink"
          hidden
          data-copy={command}
          data-copied="copied"
          aria-label={`copy the command of ${name}`}
        >
          copy
        </button>
      </h4>
      <pre className="cmd">{command}</pre>
    </>
  );
}
