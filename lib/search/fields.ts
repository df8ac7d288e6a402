/**
 * What a word in the index belongs to: one letter before the word. b and q are the text of a mail, unquoted and quoted;
 * s, f, t, c, l, m, n its headers; h those headers that a search without a field looks at, together; d and k the names
 * and hunk headings of a diff.
 */
export type Part = 'b' | 'q' | 'h' | 's' | 'f' | 't' | 'c' | 'l' | 'm' | 'n' | 'd' | 'k';

/** Where in the unquoted text: prose, added, removed and context lines of a diff, as PostgreSQL's weights tell them apart. */
export type Weight = 'A' | 'B' | 'C' | 'D';

interface Documented {
  /** What is written before the colon. */
  readonly name: string;
  /** For the page. */
  readonly help: string;
  readonly example: string;
}

export interface TextField extends Documented {
  readonly kind: 'text';
  readonly parts: readonly Part[];
  readonly weight?: Weight;
}

/** Hexadecimal names: the beginning of one is enough. */
export interface HexField extends Documented {
  readonly kind: 'hex';
  readonly parts: readonly HexPart[];
}
export type HexPart = 'i' | '<' | '>';

export interface DateField extends Documented {
  readonly kind: 'date';
  readonly column: 'sent' | 'received';
}

/** Something Loreview knows of a mail, its patch or its series. */
export interface FactField extends Documented {
  readonly kind: 'fact';
  readonly name: FactName;
  /** The words it takes; any when left out. */
  readonly values?: readonly string[];
}
export type FactName = 'is' | 'state' | 'turn' | 'stage' | 'tag' | 'list' | 'version' | 'mid' | 'label';

export type Field = TextField | HexField | DateField | FactField;

/** A word without a field is looked for here: text, subject, sender, Message-ID and names of attachments. */
export const anywhere: TextField = {
  kind: 'text',
  name: '',
  parts: ['b', 'q', 'h'],
  help: 'in the text, the subject, the sender, the Message-ID and the names of attachments',
  example: 'iommu_attach_device_pasid',
};

const text = (
  name: string,
  parts: readonly Part[],
  help: string,
  example: string,
  weight?: Weight,
): TextField => ({
  kind: 'text',
  name,
  parts,
  help,
  example,
  ...(weight === undefined ? {} : { weight }),
});

const fact = (name: FactName, help: string, example: string, values?: readonly string[]): FactField => ({
  kind: 'fact',
  name,
  help,
  example,
  ...(values === undefined ? {} : { values }),
});

/**
 * Every field, in the order of the page. Names and meanings are public-inbox's (the help text of its search) down to `rt`;
 * those after it are Loreview's own.
 */
export const fields: readonly Field[] = [
  text('s', ['s'], 'in the subject', 's:"page request queue"'),
  text('f', ['f'], 'in the From header', 'f:baolu.lu@linux.intel.com'),
  text('t', ['t'], 'in the To header', 't:joerg'),
  text('c', ['c'], 'in the Cc header', 'c:iommu@lists.linux.dev'),
  text('tc', ['t', 'c'], 'in the To and Cc headers', 'tc:kevin.tian'),
  text('a', ['t', 'c', 'f'], 'in the To, Cc and From headers', 'a:jgg'),
  text('l', ['l'], 'in the List-Id header', 'l:iommu'),
  text('m', ['m'], 'in the Message-ID', 'm:jag-iopfv8'),
  text('b', ['b', 'q'], 'in the text', 'b:fault'),
  text('bs', ['b', 'q', 's'], 'in the text and the subject', 'bs:fault'),
  text('nq', ['b'], 'in the text that is not quoted', 'nq:"looks good"'),
  text('q', ['q'], 'in the quoted text', 'q:prq_event_thread'),
  text('n', ['n'], 'in the file names of attachments', 'n:config'),
  text('dfn', ['d'], 'in the file names of a diff', 'dfn:drivers/iommu'),
  text('dfb', ['b'], 'in the added lines of a diff', 'dfb:kfree', 'B'),
  text('dfa', ['b'], 'in the removed lines of a diff', 'dfa:kfree', 'C'),
  text('dfctx', ['b'], 'in the context lines of a diff', 'dfctx:mutex_lock', 'D'),
  text(
    'dfhh',
    ['k'],
    'in the hunk headings of a diff, which mostly name a function',
    'dfhh:intel_iommu_probe',
  ),
  {
    kind: 'hex',
    name: 'dfpre',
    parts: ['<'],
    help: 'the git blob a diff starts from',
    example: 'dfpre:2814373e',
  },
  {
    kind: 'hex',
    name: 'dfpost',
    parts: ['>'],
    help: 'the git blob a diff leads to',
    example: 'dfpost:edda5da8',
  },
  { kind: 'hex', name: 'dfblob', parts: ['<', '>'], help: 'either blob', example: 'dfblob:edda5da8' },
  {
    kind: 'hex',
    name: 'patchid',
    parts: ['i'],
    help: 'what `git patch-id --stable` says of the patch',
    example: 'patchid:c0ffee1234',
  },
  {
    kind: 'date',
    name: 'd',
    column: 'sent',
    help: 'the Date header: a day, month or year, or a range of moments',
    example: 'd:20241001..20241115',
  },
  {
    kind: 'date',
    name: 'rt',
    column: 'received',
    help: 'when the list received it; the Date header where no Received header tells',
    example: 'rt:1.week.ago..',
  },
  fact('mid', 'the whole Message-ID', 'mid:20240904-name-v1-0-abc@example.com'),
  fact('list', 'the id of the list, or its first word', 'list:linux-iommu'),
  fact('is', 'a patch, a cover letter, a reply; open: with a remark that is unsettled', 'is:open', [
    'open',
    'patch',
    'cover',
    'reply',
  ]),
  fact('state', 'with a remark in this state', 'state:promised', [
    'open',
    'answered',
    'promised',
    'rejected',
    'addressed',
    'resolved',
    'moot',
  ]),
  fact('turn', 'whose turn its series is', 'turn:author', [
    'author',
    'reviewers',
    'maintainer',
    'nobody',
    'unknown',
  ]),
  fact('stage', 'how far its series has come upstream', 'stage:applied', [
    'posted',
    'under-review',
    'changes-requested',
    'reviewed',
    'applied',
    'in-next',
    'in-mainline',
    'released',
    'backported',
    'stalled',
    'rejected',
    'superseded',
    'unknown',
  ]),
  fact('tag', 'gives this tag, or was given it; its beginning is enough', 'tag:reviewed-by'),
  fact('label', 'with this label on its series', 'label:"for 6.13"'),
  fact('version', 'of this version of its series; "newest" for the last', 'version:v3'),
];

const byName = new Map(fields.map((field) => [field.name, field]));

/** The field of this name; undefined when there is none. */
export function fieldOf(name: string): Field | undefined {
  return byName.get(name);
}
