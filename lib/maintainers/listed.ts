import type { Mailbox } from '../mail/index';
import type { MaintainersFile, Section } from './read';
import { depthOf, Pattern } from './pattern';

/** Somebody a MAINTAINERS file names for some files: as maintainer (M:) or as reviewer (R:). */
export interface Listed extends Mailbox {
  readonly as: 'maintainer' | 'reviewer';
}

/** Who looks after these files, as a MAINTAINERS file says; empty when it names nobody. */
export type Maintainers = (paths: readonly string[]) => readonly Listed[];

/** Of a change to more files these are looked up: a series that touches more is looked after by everybody anyway. */
const mostPaths = 2_000;

/** Sections for a path that was asked for are kept: versions of a series touch the same files. */
const pathsKept = 20_000;

/**
 * Who looks after files, by a MAINTAINERS file, as get_maintainer.pl finds them: every section one of whose F: or N: patterns
 * names a file and whose X: patterns do not. Those whose pattern is deepest come first, then those named for more of the
 * files, then in the order of the file; each person once, as maintainer where both. The section for everything ("THE
 * REST") counts for files alone that no other section is for.
 */
export function maintainersOf(file: MaintainersFile): Maintainers {
  const index = new Index(file.sections);
  return (paths) => {
    const found = new Map<number, { depth: number; files: number }>();
    for (const path of new Set(paths.slice(0, mostPaths)))
      for (const { section, depth } of index.sectionsFor(path)) {
        const known = found.get(section);
        if (known) {
          known.depth = Math.max(known.depth, depth);
          known.files += 1;
        } else found.set(section, { depth, files: 1 });
      }
    const ordered = [...found].sort(
      ([a, one], [b, other]) => other.depth - one.depth || other.files - one.files || a - b,
    );
    const people = new Map<string, Listed>();
    for (const [number] of ordered) {
      const section = file.sections[number];
      for (const box of section?.maintainers ?? []) {
        const known = people.get(box.address);
        people.set(box.address, { ...box, ...(known && { name: known.name || box.name }), as: 'maintainer' });
      }
      for (const box of section?.reviewers ?? [])
        if (!people.has(box.address)) people.set(box.address, { ...box, as: 'reviewer' });
    }
    return [...people.values()];
  };
}

interface Found {
  /** Number of the section in the file, from 0. */
  readonly section: number;
  /** How deep the pattern reaches that names the file. */
  readonly depth: number;
}

/** Patterns by the directory they begin with, so that a path is tried against few of them. */
class Index {
  /** Patterns without wildcards, by what they name: a file, or everything below a directory. */
  private readonly plain = new Map<string, number[]>();
  /** Patterns with wildcards, by their directories before the first. */
  private readonly globs = new Map<string, { readonly section: number; readonly pattern: Pattern }[]>();
  private readonly names: { readonly section: number; readonly name: RegExp }[] = [];
  private readonly excluded: readonly (readonly Pattern[])[];
  private readonly kept = new Map<string, readonly Found[]>();

  constructor(sections: readonly Section[]) {
    for (const [number, section] of sections.entries()) {
      for (const text of section.files) {
        const pattern = new Pattern(text);
        if (pattern.plain === undefined) addTo(this.globs, pattern.directory, { section: number, pattern });
        else addTo(this.plain, pattern.plain, number);
      }
      for (const text of section.names) this.names.push({ section: number, name: new RegExp(text) });
    }
    this.excluded = sections.map((section) => section.excluded.map((text) => new Pattern(text)));
  }

  sectionsFor(path: string): readonly Found[] {
    const known = this.kept.get(path);
    if (known) return known;
    if (this.kept.size >= pathsKept) this.kept.clear();
    const found = this.find(path);
    this.kept.set(path, found);
    return found;
  }

  private find(path: string): readonly Found[] {
    const deepest = new Map<number, number>();
    const add = (section: number, depth: number): void => {
      if ((deepest.get(section) ?? -Infinity) < depth) deepest.set(section, depth);
    };
    for (const place of placesOf(path)) {
      for (const section of this.plain.get(place) ?? []) add(section, depthOf(place));
      for (const { section, pattern } of this.globs.get(place) ?? [])
        if (pattern.matches(path)) add(section, pattern.depth);
    }
    for (const { section, name } of this.names) if (name.test(path)) add(section, 0);
    const all = [...deepest]
      .filter(([section]) => !this.excluded[section]?.some((pattern) => pattern.matches(path)))
      .map(([section, depth]) => ({ section, depth }));
    const own = all.filter(({ depth }) => depth >= 0);
    return own.length > 0 ? own : all;
  }
}

/** The path itself and every directory above it, '' for the root. */
function placesOf(path: string): readonly string[] {
  const places = [path, ''];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) places.push(path.slice(0, at));
  return places;
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
