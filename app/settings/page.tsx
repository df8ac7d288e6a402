import type { Metadata } from 'next';
import { gitIdentity, type Identity } from '../../lib/reader/index';
import { seat } from '../parts/seat';
import { problemIn } from '../parts/told-back';

export const metadata: Metadata = { title: 'Settings' };

/** Who the reader of this install is: what waits for them is found by it, and replies are written in its name. */
export default async function Settings({ searchParams }: PageProps<'/settings'>) {
  const here = await seat();
  const asked = await searchParams;
  const word = (name: string) => {
    const value = asked[name];
    return typeof value === 'string' ? value.slice(0, 2_000) : undefined;
  };
  if (!here.isHere)
    return (
      <main className="settings">
        <h1>Settings</h1>
        <p className="note">This Loreview can only be read here. {here.why}</p>
      </main>
    );
  const known = here.reader;
  const offered = known ? undefined : await gitIdentity();
  const problem = problemIn(asked);
  return (
    <main className="settings">
      <h1>Settings</h1>
      <h2>Who you are</h2>
      <p className="muted">
        What you wrote, reviewed and are asked is found by your addresses; replies you draft are written in
        your name. It stays on this machine.
      </p>
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      {word('saved') === undefined || problem !== undefined ? null : (
        <p className="note" role="status">
          Kept. <a href="/triage">See what waits for you</a>
        </p>
      )}
      <IdentityForm
        known={{
          name: word('name') ?? known?.name ?? offered?.name ?? '',
          addresses: word('addresses')?.split('\n') ?? known?.addresses ?? offered?.addresses ?? [],
        }}
        isOffered={offered !== undefined && offered.addresses.length > 0 && problem === undefined}
      />
    </main>
  );
}

function IdentityForm({ known, isOffered }: { readonly known: Identity; readonly isOffered: boolean }) {
  return (
    <form action="/settings/save" method="post" className="identity">
      {isOffered ? <p className="note">This is what git knows of you here. Save it if it is right.</p> : null}
      <label>
        Name
        <input
          type="text"
          name="name"
          required
          maxLength={200}
          autoComplete="name"
          defaultValue={known.name}
        />
      </label>
      <label>
        Mail addresses, one a line; replies are written from the first
        <textarea
          name="addresses"
          required
          rows={Math.max(3, known.addresses.length + 1)}
          maxLength={4_000}
          spellCheck={false}
          defaultValue={known.addresses.join('\n')}
        />
      </label>
      <p>
        <button className="btn" type="submit">
          Save
        </button>
      </p>
    </form>
  );
}
