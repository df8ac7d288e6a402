import { loreLink } from './discussion-links';

/** What stands where a mail would: it is not held, and how it can be had. */
export function MissingMail({ messageId }: { readonly messageId: string }) {
  return (
    <main id="main" className="mailpage">
      <h1>This mail is not held</h1>
      <p className="facts">
        <code>{messageId}</code>
      </p>
      <section className="missing">
        <p>
          Nothing with this Message-ID was pulled or imported here. Pulling it brings its whole thread, and
          the other versions of its series.
        </p>
        <form action="/add" method="get">
          <input type="hidden" name="link" value={messageId} />
          <button className="btn primary">Pull it from the archive</button>
        </form>
        <p>
          It can be read on <a href={loreLink(messageId)}>lore</a>, if lore has it.
        </p>
      </section>
    </main>
  );
}
