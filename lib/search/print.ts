import type { Leaf, Tree } from './tree';

/** A tree as a query that is read as this tree again. */
export function printQuery(tree: Tree): string {
  switch (tree.kind) {
    case 'all':
      return tree.of
        .map((member) => (member.kind === 'any' ? grouped(member) : printQuery(member)))
        .join(' ');
    case 'any':
      return tree.of.map(printQuery).join(' OR ');
    case 'not':
      return `NOT ${tree.of.kind === 'all' || tree.of.kind === 'any' ? grouped(tree.of) : printQuery(tree.of)}`;
    default:
      return printLeaf(tree);
  }
}

function grouped(tree: Tree): string {
  return `(${printQuery(tree)})`;
}

function printLeaf(leaf: Leaf): string {
  const name = leaf.field.name === '' ? '' : `${leaf.field.name}:`;
  switch (leaf.kind) {
    case 'words':
      return `${name}"${leaf.words.join(' ')}${leaf.isPrefix ? '*' : ''}"`.replace(
        // One word needs no quotes, which would ask for it as written.
        /"([^" ]+)"$/,
        (quoted, word: string) => (leaf.isExact && !leaf.isPrefix ? quoted : word),
      );
    case 'hex':
      return `${name}${leaf.value}`;
    case 'range':
      return `${name}${leaf.text}`;
    case 'fact':
      return `${name}${/[\s()"]/.test(leaf.value) ? `"${leaf.value}"` : leaf.value}`;
  }
}
