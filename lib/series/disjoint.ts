/** Groups of what shares a key, directly or through others: indexes into `keys`, each group ascending, by first member. */
export function groupsByKeys(keys: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const sets = new DisjointSets(keys.length);
  const holder = new Map<string, number>();
  keys.forEach((own, index) => {
    for (const key of own) {
      const other = holder.get(key);
      if (other === undefined) holder.set(key, index);
      else sets.join(other, index);
    }
  });
  return sets.groups();
}

/** Numbers 0 to size-1 in groups that grow together (union by size, path halving: near-linear in all). */
export class DisjointSets {
  readonly #parent: Int32Array;
  readonly #size: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, index) => index);
    this.#size = new Int32Array(size).fill(1);
  }

  /** The member that stands for the group of `member`; changes when groups are joined. */
  find(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at] !== at) {
      const above = parent[parent[at] ?? at] ?? at;
      parent[at] = above;
      at = above;
    }
    return at;
  }

  /** Joins two groups and returns the member that stands for both. */
  join(a: number, b: number): number {
    let [top, below] = [this.find(a), this.find(b)];
    if (top === below) return top;
    const sizes = this.#size;
    if ((sizes[top] ?? 0) < (sizes[below] ?? 0)) [top, below] = [below, top];
    this.#parent[below] = top;
    sizes[top] = (sizes[top] ?? 0) + (sizes[below] ?? 0);
    return top;
  }

  /** All groups, each in ascending order, ordered by their first member. */
  groups(): number[][] {
    const byTop = new Map<number, number[]>();
    for (let member = 0; member < this.#parent.length; member++) {
      const top = this.find(member);
      const group = byTop.get(top);
      if (group) group.push(member);
      else byTop.set(top, [member]);
    }
    return [...byTop.values()];
  }
}
