import { treeRoles, type TreeRole } from '../progress/index';

/** A local clone that is followed, and the branch of it that counts. */
export interface Tree {
  /** "mainline", "next", "stable", or any other name: a maintainer's tree. */
  readonly name: string;
  readonly role: TreeRole;
  readonly path: string;
  /** A branch, tag or "HEAD". */
  readonly ref: string;
  /** Address of the page of a commit, "{commit}" for its hash; null: it has none; undefined: nothing is said of that. */
  readonly pages?: string | null | undefined;
}

/**
 * Reads "NAME=PATH", "NAME=PATH#BRANCH" or a bare path (then it is mainline): mainline, next and stable mean what they say, a name that begins so
 * ("stable-6.1") too, any other is a maintainer's tree.
 *
 * @returns What is wrong with it, in words.
 */
export function parseTree(text: string): Tree | { readonly why: string } {
  const [, name = 'mainline', path = '', ref = 'HEAD'] =
    /^(?:([\w.-]{1,60})=)?([^#]+)(?:#(.+))?$/.exec(text.trim()) ?? [];
  if (path === '' || /^[\w.-]+=$/.test(path))
    return { why: `"${text}" names no path. Write NAME=PATH or NAME=PATH#BRANCH.` };
  if (ref.startsWith('-')) return { why: `"${ref}" is no branch.` };
  const role = treeRoles.find((one) => new RegExp(`^(?:linux-)?${one}(?:$|-)`).test(name)) ?? 'maintainer';
  return { name, role, path, ref };
}

/** Reads several, with commas or line ends between. What is wrong with any of them is told of all. */
export function parseTrees(text: string): readonly Tree[] | { readonly why: string } {
  const read = text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(parseTree);
  const trees = read.flatMap((one) => ('why' in one ? [] : [one]));
  const twice = trees.find(({ name }, at) => trees.findIndex((other) => other.name === name) !== at);
  const problems = [
    ...read.flatMap((one) => ('why' in one ? [one.why] : [])),
    ...(twice ? [`two trees are named "${twice.name}".`] : []),
  ];
  return problems.length > 0 ? { why: problems.join(' ') } : trees;
}

/** Where the hash stands in the address of a commit's page. */
const hashInPage = '{commit}';

/**
 * Reads "NAME=URL", several with commas or line ends between: where the pages of a tree's commits are. `{commit}` stands for the hash, which
 * else comes last; "NAME=none" says that there are none.
 *
 * @returns What is wrong with it, in words.
 */
export function parsePages(text: string): ReadonlyMap<string, string | null> | { readonly why: string } {
  const pages = new Map<string, string | null>();
  for (const one of text.split(/[,\n]/).map((part) => part.trim())) {
    if (one === '') continue;
    const [, without] = /^([\w.-]{1,60})=none$/i.exec(one) ?? [];
    if (without !== undefined) {
      pages.set(without, null);
      continue;
    }
    const [, name, url] = /^([\w.-]{1,60})=(https?:\/\/\S{1,500})$/.exec(one) ?? [];
    if (name === undefined || url === undefined || !URL.canParse(url))
      return { why: `"${one}" names no pages. Write NAME=https://HOST/PATH/.` };
    pages.set(name, url.includes(hashInPage) ? url : `${url}${hashInPage}`);
  }
  return pages;
}

/** Where a tree is, in one word. */
export function placeOf({ path, ref }: Tree): string {
  return `${path}#${ref}`;
}

/** The tree of a name that was read at a place (`placeOf`). */
export function treeAt(name: string, place: string): Tree | { readonly why: string } {
  return parseTree(`${name}=${place}`);
}
