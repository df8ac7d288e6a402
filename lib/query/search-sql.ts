import { isOfWords, leafQuery, looseLeafQuery, type Tree } from '../search/index';
import { factCondition, type FactColumns, type Parameter } from './search-facts';

/** The columns a tree is asked of. */
export interface SearchColumns extends FactColumns {
  readonly words: string;
  /** SQL for the moments of `d:` and `rt:`. */
  readonly sent: string;
  readonly received: string;
}

/** A tree as conditions in SQL. */
export interface SearchCondition {
  /** Holds for every match and, unless `isExact`, for others: what indexes answer. Undefined when they cannot narrow at all. */
  readonly loose: string | undefined;
  /** True when `loose` holds for matches alone. */
  readonly isExact: boolean;
}

/**
 * Makes SQL of a tree: words become one `tsquery` wherever they stand together, and every value is a parameter. Conditions
 * that look into each mail (phrases, lines of a diff) are left to `strictCondition`.
 */
export function looseCondition(tree: Tree, columns: SearchColumns, parameter: Parameter): SearchCondition {
  if (isOfWords(tree)) {
    const query = looseQuery(tree);
    return {
      loose: query === undefined ? undefined : matches(columns, query, parameter),
      isExact: isExactTree(tree),
    };
  }
  switch (tree.kind) {
    case 'all': {
      const parts = partsOf(tree.of, 'all').map((part) => looseCondition(part, columns, parameter));
      return {
        loose: joined(
          parts.flatMap(({ loose }) => loose ?? []),
          ' AND ',
        ),
        isExact: parts.every(({ isExact }) => isExact),
      };
    }
    case 'any': {
      const parts = partsOf(tree.of, 'any').map((part) => looseCondition(part, columns, parameter));
      const isNarrow = parts.every(({ loose }) => loose !== undefined);
      return {
        loose: isNarrow
          ? joined(
              parts.flatMap(({ loose }) => loose ?? []),
              ' OR ',
            )
          : undefined,
        isExact: isNarrow && parts.every(({ isExact }) => isExact),
      };
    }
    case 'not':
      return isExactTree(tree.of)
        ? { loose: `NOT ${strictCondition(tree.of, columns, parameter)}`, isExact: true }
        : { loose: undefined, isExact: false };
    default:
      return { loose: strictCondition(tree, columns, parameter), isExact: true };
  }
}

/** The whole condition, as it is asked of a row that was found by other means. */
export function strictCondition(tree: Tree, columns: SearchColumns, parameter: Parameter): string {
  if (isOfWords(tree)) return matches(columns, strictQuery(tree), parameter);
  switch (tree.kind) {
    case 'all':
    case 'any': {
      const parts = partsOf(tree.of, tree.kind).map((part) => strictCondition(part, columns, parameter));
      return `(${parts.join(tree.kind === 'all' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `NOT ${strictCondition(tree.of, columns, parameter)}`;
    case 'range': {
      const moment = columns[tree.field.column];
      const sides = [
        tree.from && `${moment} >= ${parameter(tree.from)}::timestamptz`,
        tree.to && `${moment} < ${parameter(tree.to)}::timestamptz`,
      ].filter((side) => side !== undefined);
      return `(${[`${moment} IS NOT NULL`, ...sides].join(' AND ')})`;
    }
    case 'fact':
      return factCondition(tree, columns, parameter);
    default:
      throw new Error(`Words and names are asked of the index, so "${tree.kind}" cannot come here.`);
  }
}

/** The words of a tree alone, as text of a `tsquery`, for ranking; undefined when it asks for none. */
export function rankQuery(tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'words':
    case 'hex':
      return leafQuery(tree).text;
    case 'all':
    case 'any':
      return joined(
        tree.of.flatMap((member) => rankQuery(member) ?? []),
        ' | ',
      );
    default:
      return undefined;
  }
}

/** True when a tree asks what Loreview knows besides the words and dates of a mail. */
export function asksFacts(tree: Tree): boolean {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.of.some(asksFacts);
    case 'not':
      return asksFacts(tree.of);
    default:
      return tree.kind === 'fact';
  }
}

function matches(columns: SearchColumns, query: string, parameter: Parameter): string {
  return `${columns.words} @@ ${parameter(query)}::tsquery`;
}

function joined(parts: readonly string[], operator: string): string | undefined {
  if (parts.length < 2) return parts[0];
  return `(${parts.join(operator)})`;
}

/** Members with all that ask for words alone put together, so that the index is asked once. */
function partsOf(members: readonly Tree[], kind: 'all' | 'any'): readonly Tree[] {
  const words = members.filter(isOfWords);
  const others = members.filter((member) => !isOfWords(member));
  const [first] = words;
  if (!first) return others;
  return [words.length === 1 ? first : { kind, of: words }, ...others];
}

function strictQuery(tree: Tree): string {
  switch (tree.kind) {
    case 'all':
      return `(${tree.of.map(strictQuery).join(' & ')})`;
    case 'any':
      return `(${tree.of.map(strictQuery).join(' | ')})`;
    case 'not':
      return `!${strictQuery(tree.of)}`;
    case 'words':
    case 'hex':
      return leafQuery(tree).text;
    default:
      throw new Error(`A tsquery cannot hold "${tree.kind}".`);
  }
}

/** Undefined when nothing narrows: a word that must not be there, a choice of which one part is such. */
function looseQuery(tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'all':
      return joined(
        tree.of.flatMap((member) => looseQuery(member) ?? []),
        ' & ',
      );
    case 'any': {
      const members = tree.of.map(looseQuery);
      return members.includes(undefined)
        ? undefined
        : joined(
            members.flatMap((member) => member ?? []),
            ' | ',
          );
    }
    case 'not':
      return isExactTree(tree.of) ? `!${strictQuery(tree.of)}` : undefined;
    case 'words':
    case 'hex':
      return looseLeafQuery(tree);
    default:
      throw new Error(`A tsquery cannot hold "${tree.kind}".`);
  }
}

/** True when no place or weight of a word has to be looked at. */
function isExactTree(tree: Tree): boolean {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.of.every(isExactTree);
    case 'not':
      return isExactTree(tree.of);
    case 'words':
    case 'hex':
      return leafQuery(tree).isExact;
    default:
      return true;
  }
}
