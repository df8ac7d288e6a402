import type { ReactNode } from 'react';
import type { Missing } from '../../lib/query/index';
import { loreLink, patchPath } from './discussion-links';

/** The header in which the answer "404" is told what it is about, by `tellMissing`. */
export const missingHeader = 'x-loreview-missing';

/** What stands where something would that is not held: what it is, and how it can be had. */
export function MissingView({ missing }: { readonly missing: Missing | undefined }) {
  switch (missing?.kind) {
    case 'mail':
      return <MissingMail messageId={missing.messageId} />;
    case 'person':
      return (
        <Nothing title="Nobody is known by this address">
          No mail from <code>{missing.address}</code> is held.{' '}
          <a href={`/search?${new URLSearchParams({ q: `a:${missing.address}` }).toString()}`}>
            Search mails that name it
          </a>
          .
        </Nothing>
      );
    case 'series':
      return (
        <Nothing title="There is no such series">
          No series is called <code>{missing.slug}</code> here. A series gets another address when mail that
          was found later changes its title; <a href="/">the list of series</a> has it then.
        </Nothing>
      );
    case 'version':
      return (
        <Nothing title="There is no such version">
          This series has no version <code>{missing.version}</code>.{' '}
          <a href={`/series/${encodeURIComponent(missing.slug)}`}>See the versions it has.</a>
        </Nothing>
      );
    case 'patch':
      return (
        <Nothing title="There is no such patch">
          {missing.version} has no patch <code>{missing.number}</code>.{' '}
          <a href={patchPath(encodeURIComponent(missing.slug), encodeURIComponent(missing.version), 1)}>
            See its first patch
          </a>
          , or <a href={`/series/${encodeURIComponent(missing.slug)}`}>all of the series</a>.
        </Nothing>
      );
    case 'follow':
      return (
        <Nothing title="Nothing is followed by this number">
          <a href="/status">The status page</a> lists what is followed.
        </Nothing>
      );
    case 'address':
    case undefined:
      return (
        <Nothing title="There is nothing at this address">
          <a href="/">The list of series</a> leads to everything that is held here.
        </Nothing>
      );
  }
}

function Nothing({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main id="main" className="mailpage">
      <h1>{title}</h1>
      <section className="missing">
        <p>{children}</p>
      </section>
    </main>
  );
}

/** Pulling a mail is following it: the page that comes then shows the progress. */
function MissingMail({ messageId }: { readonly messageId: string }) {
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
        <form action="/follow" method="post">
          <input type="hidden" name="link" value={messageId} />
          <button className="btn primary">Pull it from the archive</button>
        </form>
        <p>
          If lore has it, it can be <a href={loreLink(messageId)}>read there</a>.
        </p>
      </section>
    </main>
  );
}
