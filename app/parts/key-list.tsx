import type { RefObject } from 'react';

/** The keys of a page, shown when "?" is pressed. */
export function KeyList({
  dialog,
  keys,
}: {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly keys: readonly (readonly [key: string, what: string])[];
}) {
  return (
    <dialog ref={dialog} className="keylist" aria-label="Keys of this page">
      <form method="dialog">
        <dl>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <button className="btn">close</button>
      </form>
    </dialog>
  );
}
