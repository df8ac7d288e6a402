import hljs from 'highlight.js/lib/core';
import awk from 'highlight.js/lib/languages/awk';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cmake from 'highlight.js/lib/languages/cmake';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import dts from 'highlight.js/lib/languages/dts';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import perl from 'highlight.js/lib/languages/perl';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import tcl from 'highlight.js/lib/languages/tcl';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { kconfig } from './kconfig';
import { plainSpans, type Ink, type Span } from './span';

const languages = {
  awk,
  bash,
  c,
  cmake,
  cpp,
  css,
  dts,
  go,
  ini,
  java,
  javascript,
  json,
  kconfig,
  lua,
  makefile,
  perl,
  python,
  ruby,
  rust,
  sql,
  tcl,
  typescript,
  xml,
  yaml,
};

export type LanguageName = keyof typeof languages;

for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** By the part of a file name behind its last dot, lower case. Assembler goes through the C preprocessor in kernels. */
const byExtension: Readonly<Record<string, LanguageName>> = {
  awk: 'awk',
  sh: 'bash',
  bash: 'bash',
  c: 'c',
  h: 'c',
  s: 'c',
  lds: 'c',
  cmake: 'cmake',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  css: 'css',
  dts: 'dts',
  dtsi: 'dts',
  dtso: 'dts',
  go: 'go',
  ini: 'ini',
  toml: 'ini',
  conf: 'ini',
  config: 'ini',
  java: 'java',
  js: 'javascript',
  mjs: 'javascript',
  json: 'json',
  lua: 'lua',
  mk: 'makefile',
  mak: 'makefile',
  am: 'makefile',
  pl: 'perl',
  pm: 'perl',
  t: 'perl',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sql: 'sql',
  tcl: 'tcl',
  ts: 'typescript',
  tsx: 'typescript',
  xml: 'xml',
  html: 'xml',
  svg: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

/** By the start of a file name without folders. */
const byName: readonly (readonly [RegExp, LanguageName])[] = [
  [/^Kconfig/, 'kconfig'],
  [/^Config\.in/, 'kconfig'],
  [/^(?:Makefile|GNUmakefile|makefile|Kbuild)/, 'makefile'],
  [/^CMakeLists\.txt$/, 'cmake'],
];

/** The language of a file by its path; undefined when unknown, and then the file is shown plain. */
export function languageOf(path: string): LanguageName | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = byName.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}

/** The inks of highlight.js' scopes, by the first word of the class; others have no ink. */
const inkOf: Readonly<Record<string, Ink>> = {
  comment: 'comment',
  quote: 'comment',
  keyword: 'keyword',
  type: 'keyword',
  literal: 'keyword',
  name: 'keyword',
  'selector-tag': 'keyword',
  attr: 'keyword',
  attribute: 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  meta: 'preprocessor',
  variable: 'preprocessor',
  symbol: 'preprocessor',
  subst: 'preprocessor',
  number: 'number',
};

/** Languages whose comments run over lines, so that a hunk may begin inside one. */
const hasBlockComments: ReadonlySet<LanguageName> = new Set([
  'c',
  'cpp',
  'css',
  'dts',
  'go',
  'java',
  'javascript',
  'rust',
  'typescript',
]);

/**
 * Colours consecutive lines of one file. What comes back has one entry a line, and the spans of each joined are that
 * line. Text is never interpreted as markup: highlight.js' answer is read back into spans.
 */
export function highlightLines(
  lines: readonly string[],
  language: LanguageName | undefined,
): readonly (readonly Span[])[] {
  if (language === undefined || lines.length === 0) return lines.map(plainSpans);
  const opener = hasBlockComments.has(language) && beginsInComment(lines) ? '/*\n' : '';
  const { value } = hljs.highlight(opener + lines.join('\n'), { language, ignoreIllegals: true });
  const coloured = readMarkup(value);
  return opener === '' ? coloured : coloured.slice(1);
}

/** Whether a hunk begins inside a comment: a comment ends in it before one begins, or its first line has the usual star. */
function beginsInComment(lines: readonly string[]): boolean {
  for (const line of lines) {
    const open = line.indexOf('/*');
    const close = line.indexOf('*/');
    if (close >= 0 && (open < 0 || close < open)) return true;
    if (open >= 0) return false;
  }
  return lines.every((line) => /^\s*\*(?:\s|$)/.test(line));
}

const markup =
  /<span class="hljs-([a-z-]+)[^">]*">|(<\/span>)|(<span[^>]*>)|(\n)|&(amp|lt|gt|quot|#x27);|([^<&\n]+|[<&])/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** Reads highlight.js' markup (spans, five entities, text) into lines of spans. */
function readMarkup(value: string): readonly (readonly Span[])[] {
  const lines: Span[][] = [];
  let line: Span[] = [];
  let text = '';
  const inks: (Ink | undefined)[] = [undefined];
  const endSpan = (): void => {
    if (text !== '') line.push({ text, ink: inks.at(-1), isMarked: false });
    text = '';
  };
  for (const [, scope, close, otherOpen, newLine, entity, plain] of value.matchAll(markup)) {
    if (plain !== undefined) text += plain;
    else if (entity !== undefined) text += entities[entity] ?? '';
    else if (newLine !== undefined) {
      endSpan();
      lines.push(line);
      line = [];
    } else {
      endSpan();
      if (close !== undefined) inks.pop();
      else if (otherOpen !== undefined) inks.push(inks.at(-1));
      else inks.push(inkOf[scope ?? ''] ?? inks.at(-1));
    }
  }
  endSpan();
  lines.push(line);
  return lines;
}
