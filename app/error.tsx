'use client';

/** A page that failed: that it failed, what to do, and the number by which it stands in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return (
    <main>
      <h1>This page could not be made</h1>
      <div className="note fail" role="alert">
        <p>
          Something failed on the server; most often the database is not reachable. Mail is not lost by it.{' '}
          <a href="/status">Status</a> tells more when it answers, and <code>bin/loreview doctor</code> looks
          at everything.
        </p>
        {error.digest ? <p className="mono">In the log as {error.digest}.</p> : null}
      </div>
      <button className="btn" type="button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
