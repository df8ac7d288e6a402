import { pool } from '../store/index';

/**
 * Keeps what was made of a series as long as its rows are the same. A series that is derived again gets a new id, and rows of an
 * id are never changed: so what is kept for an id holds until it is forgotten for one that was asked for later.
 */
export class KeptBySeries<Made> {
  private readonly made = new WeakMap<object, Map<string, Promise<Made>>>();

  /** @param most How many are kept. */
  constructor(private readonly most: number) {}

  /**
   * What was made, or what `make` makes now.
   *
   * @param key The id of the series, and what else tells one from another.
   */
  get(key: string, make: () => Promise<Made>): Promise<Made> {
    const kept = this.ofDatabase();
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const made = make();
    kept.set(key, made);
    // What could not be made is tried again.
    made.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= this.most) break;
      kept.delete(oldest);
    }
    return made;
  }

  private ofDatabase(): Map<string, Promise<Made>> {
    const known = this.made.get(pool());
    if (known) return known;
    const fresh = new Map<string, Promise<Made>>();
    this.made.set(pool(), fresh);
    return fresh;
  }
}
