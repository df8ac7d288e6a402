import { alignPatch, type AlignedPatch } from './alignPatch';
import type { Compared } from './compared';
import { interdiffOf } from './diffPatch';
import type { Interdiff } from './interdiff';
import { porterOf, type Ported } from './port';

/** Two postings of a patch, aligned once for all that is asked of them, when the first thing is asked. */
export class Pair {
  private aligned: AlignedPatch | undefined;
  private diff: Interdiff | undefined;
  private porter: ((bodyLine: number) => Ported) | undefined;

  constructor(
    private readonly earlier: Compared,
    private readonly later: Compared,
  ) {}

  /** What `interdiff` says of the two. */
  get interdiff(): Interdiff {
    return (this.diff ??= interdiffOf(this.alignment(), this.earlier, this.later));
  }

  /** What `portLine` says of a line of the earlier one. */
  port(bodyLine: number): Ported {
    this.porter ??= porterOf(this.earlier, this.later, () => this.alignment());
    return this.porter(bodyLine);
  }

  private alignment(): AlignedPatch {
    return (this.aligned ??= alignPatch(this.earlier, this.later));
  }
}
