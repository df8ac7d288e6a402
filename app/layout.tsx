import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { CopyButtons } from './parts/copy-buttons';
import { draftCountHere, triageCountHere } from './parts/desk';
import { LocalTimes } from './parts/localTimes';
import { readOnlyWhy } from './parts/seat';
import { TopBar } from './parts/topBar';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/state.css';
import './styles/pages.css';
import './styles/diff.css';
import './styles/discussion.css';
import './styles/correct.css';
import './styles/compare.css';
import './styles/ledger.css';
import './styles/settings.css';
import './styles/search.css';
import './styles/reply.css';
import './styles/triage.css';
import './styles/landed.css';
import './styles/elsewhere.css';
import './styles/progress.css';

export const metadata: Metadata = {
  title: { default: 'Loreview', template: '%s · Loreview' },
  description: 'Patch series of mailing lists, with their review at the lines it is about',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** Every page is made for its request: its scripts bear the nonce of the answer's Content-Security-Policy. */
export const dynamic = 'force-dynamic';

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const readOnly = readOnlyWhy(await headers());
  const [drafts, waiting] = await Promise.all([draftCountHere(), triageCountHere()]);
  return (
    <html lang="en">
      <body data-reads-only={readOnly === undefined ? undefined : true}>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <TopBar drafts={drafts} waiting={waiting} />
        {readOnly === undefined ? null : <p className="note reads-only">Read-only. {readOnly}</p>}
        <div id="content">{children}</div>
        <LocalTimes />
        <CopyButtons />
      </body>
    </html>
  );
}
