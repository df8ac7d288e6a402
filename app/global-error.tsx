'use client';

import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';

/** When even the frame failed. */
export default function GlobalError({ error }: { readonly error: Error & { readonly digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Loreview could not answer</h1>
          <p className="note fail" role="alert">
            Something failed on the server. {error.digest ? `In the log as ${error.digest}.` : ''}{' '}
            <code>bin/loreview doctor</code> looks at everything.
          </p>
          <p>
            <a href="/">Back to the list</a>
          </p>
        </main>
      </body>
    </html>
  );
}
