import { Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';

/**
 * Writes a tree of elements as HTML, as React's own static rendering would: everything that is text passes through `escape`.
 * A page of reading is thousands of elements that never change in the browser; written here once they cost a tenth of
 * what they cost as a tree that is described for the browser, read back and rendered.
 *
 * The tree is plain: components are functions of their props that give elements at once. One of the browser, one that waits
 * and a handler of events have no place in it; they throw, since no mail but only a programmer can bring them in.
 */
export function markupOf(node: ReactNode): string {
  return nodeMarkup(node, undefined);
}

/** @param chosen Value of the select element around it, whose option is the one selected. */
function nodeMarkup(node: ReactNode, chosen: string | undefined): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node === 'string') return escape(node);
  if (typeof node === 'number' || typeof node === 'bigint') return String(node);
  if (isValidElement<Props>(node)) return elementMarkup(node, chosen);
  if (Symbol.iterator in node) {
    let html = '';
    for (const each of node) html += nodeMarkup(each, chosen);
    return html;
  }
  throw new Error('What waits cannot be written as markup.');
}

/**
 * Elements that hang on nothing but one object and a name, written once as long as that object is there: what was made of
 * rows that do not change. Nothing in it may speak of the present.
 */
export function Kept({ children }: KeptProps): ReactNode {
  return children();
}

interface KeptProps {
  /** The object that all of it is made of. */
  readonly of: object;
  /** What is made of it. */
  readonly as: string;
  readonly children: () => ReactNode;
}

const written = new WeakMap<object, Map<string, string>>();

function keptMarkup({ of, as, children }: KeptProps): string {
  const known = written.get(of) ?? new Map<string, string>();
  written.set(of, known);
  const html = known.get(as) ?? nodeMarkup(children(), undefined);
  known.set(as, html);
  return html;
}

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

function elementMarkup({ type, props }: ReactElement<Props>, chosen: string | undefined): string {
  if (typeof type === 'string') return tagMarkup(type, props, chosen);
  if (type === Fragment) return nodeMarkup(props.children, chosen);
  if (type === Kept) return keptMarkup(props as unknown as KeptProps);
  if (typeof type !== 'function' || '$$typeof' in type)
    throw new Error('A component of the browser cannot be written as markup.');
  return nodeMarkup((type as (props: Props) => ReactNode)(props), chosen);
}

function tagMarkup(tag: string, props: Props, chosen: string | undefined): string {
  let html = `<${tag}`;
  for (const name in props) {
    if (!isSpecial(tag, name)) html += attributeMarkup(tag, name, props[name]);
  }
  if (tag === 'input') html += inputMarkup(props);
  if (tag === 'option' && chosen !== undefined && chosen === optionValue(props)) html += ' selected=""';
  if (empty.has(tag)) return `${html}/>`;
  html += '>';
  const inner = props['dangerouslySetInnerHTML'] as { readonly __html: string } | undefined;
  if (inner) html += inner.__html;
  else if (tag === 'textarea') html += nodeMarkup(textOf(props['value'] ?? props['defaultValue']), undefined);
  else if (tag === 'select')
    html += nodeMarkup(props.children, textOf(props['value'] ?? props['defaultValue']));
  else html += nodeMarkup(props.children, chosen);
  return `${html}</${tag}>`;
}

/** What stands elsewhere than in its attribute. */
function isSpecial(tag: string, name: string): boolean {
  if (name === 'children' || name === 'dangerouslySetInnerHTML') return true;
  if (tag === 'input') return inputLast.has(name);
  return (tag === 'select' || tag === 'textarea') && (name === 'value' || name === 'defaultValue');
}

const inputLast: ReadonlySet<string> = new Set([
  'name',
  'checked',
  'defaultChecked',
  'value',
  'defaultValue',
]);

/** The value a field begins with is its attribute. */
function inputMarkup(props: Props): string {
  return (
    attributeMarkup('input', 'name', props['name']) +
    attributeMarkup('input', 'checked', props['checked'] ?? props['defaultChecked']) +
    attributeMarkup('input', 'value', props['value'] ?? props['defaultValue'])
  );
}

function optionValue(props: Props): string | undefined {
  return textOf(props['value']) ?? textOf(props.children);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function attributeMarkup(tag: string, name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (addresses.has(name) && script.test(text)) return '';
    return ` ${attributeNames.get(name) ?? name}="${escape(text)}"`;
  }
  if (typeof value !== 'boolean') throw new Error(`${name} of <${tag}> cannot be written as markup.`);
  if (/^(?:aria|data)-/.test(name)) return ` ${name}="${value}"`;
  return value && switches.has(name) ? ` ${name}=""` : '';
}

/** An address of these would be a script. Those of mails are checked where they are found; this is the second lock. */
const script =
  /^[\0-\x20]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:/i;
const addresses: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formAction']);

/** Attributes that are there or not. Of others the value true means nothing. */
const switches: ReadonlySet<string> = new Set(
  'autoFocus checked disabled formNoValidate hidden inert multiple noValidate open readOnly required reversed selected'.split(
    ' ',
  ),
);

/** Elements without an end. */
const empty: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/** Attributes of drawings whose names have hyphens. */
const hyphened =
  'clip-path clip-rule color-interpolation dominant-baseline fill-opacity fill-rule font-family font-size font-style font-weight letter-spacing marker-end marker-mid marker-start paint-order pointer-events shape-rendering stop-color stop-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration vector-effect word-spacing'.split(
    ' ',
  );

/** Attributes that React names otherwise than HTML does. */
const attributeNames: ReadonlyMap<string, string> = new Map([
  ['className', 'class'],
  ['htmlFor', 'for'],
  ['httpEquiv', 'http-equiv'],
  ['acceptCharset', 'accept-charset'],
  ['tabIndex', 'tabindex'],
  ...hyphened.map(
    (name) => [name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), name] as const,
  ),
]);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

function escape(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? '') : text;
}
