/** The fields of a draft's form, as they are sent. */
export type DraftFields = Readonly<Record<string, string>>;

const prefix = 'loreview-draft:';

/**
 * Keeps in this browser what has not reached Loreview yet.
 *
 * @returns False when the browser keeps nothing: it is told not to, or is full.
 */
export function keepCopy(fields: DraftFields): boolean {
  try {
    localStorage.setItem(prefix + (fields['id'] ?? ''), JSON.stringify(fields));
    return true;
  } catch {
    return false;
  }
}

export function forgetCopy(id: string): void {
  try {
    localStorage.removeItem(prefix + id);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** What this browser kept and Loreview may not have. */
export function keptCopies(): readonly DraftFields[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const copy: unknown = key.startsWith(prefix) ? JSON.parse(localStorage.getItem(key) ?? 'null') : null;
      return isFields(copy) ? [copy] : [];
    });
  } catch {
    return [];
  }
}

function isFields(value: unknown): value is DraftFields {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((field) => typeof field === 'string')
  );
}

/**
 * Runs what is given unless another page of this browser holds the draft: what that one has not sent yet it still will.
 * Where the browser knows no locks, it runs.
 */
export async function unlessHeld(id: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(prefix + id, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** Holds a draft for this page until it is left. */
export function hold(id: string): void {
  if ('locks' in navigator) void navigator.locks.request(prefix + id, () => new Promise(() => undefined));
}
