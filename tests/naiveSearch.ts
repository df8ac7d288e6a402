import stemOfEnglish from 'wink-porter2-stemmer';
import type { Mail } from '../lib/mail/index';
import type { Tree, WordsLeaf } from '../lib/search/index';

/** A word of a mail and the part it belongs to; undefined where nothing follows what stands before. */
type Token = { readonly part: string; readonly word: string } | undefined;

/**
 * Whether a mail is what a tree asks for, found by going through its text with regular expressions: slow, and sharing
 * nothing with the index but the definition of a word. Answers for words and dates alone.
 */
export function isFoundNaively(mail: Mail, tree: Tree): boolean {
  switch (tree.kind) {
    case 'all':
      return tree.of.every((member) => isFoundNaively(mail, member));
    case 'any':
      return tree.of.some((member) => isFoundNaively(mail, member));
    case 'not':
      return !isFoundNaively(mail, tree.of);
    case 'words':
      return tree.field.parts.some((part) => hasWords(tokensOf(mail, part), tree, part));
    case 'range':
      return (
        mail.date !== undefined &&
        (tree.from === undefined || mail.date >= tree.from) &&
        (tree.to === undefined || mail.date < tree.to)
      );
    default:
      throw new Error(`A naive search knows nothing of "${tree.kind}".`);
  }
}

/** English is looked for by its stem in the subject and the text, not in addresses and names. */
function hasWords(tokens: readonly Token[], leaf: WordsLeaf, part: string): boolean {
  const isStemmed = !leaf.isExact && 'bqhs'.includes(part);
  return tokens.some((_, at) =>
    leaf.words.every((asked, index) => {
      const word = tokens[at + index]?.word;
      if (word === undefined) return false;
      if (leaf.isPrefix && index === leaf.words.length - 1) return word.startsWith(asked);
      return word === asked || (isStemmed && (stem(word) === stem(asked) || word === stem(asked)));
    }),
  );
}

function stem(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? stemOfEnglish(word) : word;
}

const boxes = (list: readonly { readonly name: string; readonly address: string }[]) =>
  list.map(({ name, address }) => `${name} <${address}>`);

function tokensOf(mail: Mail, part: string): readonly Token[] {
  switch (part) {
    case 's':
      return textTokens([mail.subject]);
    case 'f':
      return textTokens(boxes([mail.from]));
    case 't':
      return textTokens(boxes(mail.to));
    case 'c':
      return textTokens(boxes(mail.cc));
    case 'l':
      return textTokens(mail.lists);
    case 'm':
      return textTokens([mail.id, ...mail.otherIds]);
    case 'n':
      return textTokens([...mail.textParts, ...mail.attachments].flatMap(({ fileName }) => fileName ?? []));
    case 'h':
      return ['s', 'f', 'm', 'n'].flatMap((header) => [...tokensOf(mail, header), undefined]);
    default:
      return bodyTokens(mail.text).map((token) => (token?.part === part ? token : undefined));
  }
}

function textTokens(texts: readonly string[]): readonly Token[] {
  return texts.flatMap((text) => [...wordsIn(text).map((word) => ({ part: '', word })), undefined]);
}

const diffHeader = /^(?:diff --git|index [0-9a-f]{7}|--- \S|\+\+\+ \S|@@ )/;

function bodyTokens(text: string): readonly Token[] {
  return text.split('\n').flatMap((line): Token[] => {
    if (line.startsWith('>')) return wordsIn(line).map((word) => ({ part: 'q', word }));
    // Of the lines that head a diff only paths and the heading of a hunk are looked for.
    if (diffHeader.test(line))
      return wordsIn(
        line.replace(/^@@ .*? @@|^index.*|^diff --git|^---|^\+\+\+/, '').replace(/\s[ab]\//g, ' '),
      ).flatMap((word) => [undefined, { part: 'b', word }, undefined]);
    return wordsIn(line).map((word) => ({ part: 'b', word }));
  });
}

function wordsIn(text: string): readonly string[] {
  return [
    ...text
      .toLowerCase()
      .replaceAll('’', "'")
      .matchAll(/[\p{L}\p{N}\p{M}_]+(?:(?:(?<=\p{L})'(?=\p{L})|(?<=\d)[.,](?=\d))[\p{L}\p{N}\p{M}_]+)*/gu),
  ].map(([word]) => word);
}
