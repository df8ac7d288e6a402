import fc from 'fast-check';

/** How a mailer treats all lines it quotes in one mail; people change mailers rarely, so one habit holds for a reply. */
export interface QuoteHabit {
  readonly mark: string;
  /** What becomes of tabs inside a line. */
  readonly tabs: 'kept' | 'eight' | 'four' | 'one' | 'nbsp';
  /** Longer lines are wrapped at the last blank before this column; the rest bears a mark or not. */
  readonly wrap: { readonly column: number; readonly isMarked: boolean } | undefined;
  readonly isTrimmed: boolean;
  readonly hasCarriageReturn: boolean;
  /** Straight quotation marks, dashes and dots made typographic ones. */
  readonly isTypographic: boolean;
}

const anyHabit: fc.Arbitrary<QuoteHabit> = fc.record({
  mark: fc.constantFrom('> ', '>', '>\t', ' > ', '>\u00a0', '>  ', '| ', 'AA> '),
  tabs: fc.constantFrom('kept', 'kept', 'eight', 'four', 'one', 'nbsp'),
  wrap: fc.option(fc.record({ column: fc.integer({ min: 40, max: 78 }), isMarked: fc.boolean() }), {
    nil: undefined,
  }),
  isTrimmed: fc.boolean(),
  hasCarriageReturn: fc.boolean(),
  isTypographic: fc.boolean(),
});

/** Editors that mark with bars or names are no mailers that wrap what they send: their lines bear marks. */
export const quoteHabit: fc.Arbitrary<QuoteHabit> = anyHabit.map((habit) =>
  habit.wrap && /^[|A]/.test(habit.mark) ? { ...habit, wrap: { ...habit.wrap, isMarked: true } } : habit,
);

const tabTexts = { kept: '\t', eight: '        ', four: '    ', one: ' ', nbsp: '\u00a0\u00a0' };

/** One line as it stands in the reply of a mailer with this habit: two lines when it was wrapped. */
export function quoteLine(line: string, habit: QuoteHabit): string {
  let said = line.replaceAll('\t', tabTexts[habit.tabs]);
  if (habit.isTypographic)
    said = said.replaceAll('"', '\u201c').replaceAll("'", '\u2019').replaceAll('...', '\u2026');
  const pieces = [said];
  if (habit.wrap && said.length > habit.wrap.column) {
    const at = said.lastIndexOf(' ', habit.wrap.column);
    if (at > habit.wrap.column / 2) pieces.splice(0, 1, said.slice(0, at), said.slice(at + 1));
  }
  return pieces
    .map((piece, index) => (index > 0 && habit.wrap?.isMarked === false ? piece : `${habit.mark}${piece}`))
    .map((piece) => (habit.isTrimmed ? piece.trimEnd() : piece))
    .map((piece) => (habit.hasCarriageReturn ? `${piece}\r` : piece))
    .join('\n');
}

const word = fc.constantFrom(
  ...[
    'entry',
    'cache',
    'queue',
    'walk',
    'drop',
    'lock',
    'node',
    'state',
    'count',
    'device',
    'flush',
    'index',
  ],
);
const statement = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(word, word, fc.nat(99)).map(([a, b, n]) => `${a}_${b}(${a}, ${n});`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(word, word, word, fc.nat(9))
      .map(([a, b, c, n]) => `if (${a}->${b} > ${n} && !${c}_is_empty(&${a}->${c}, "no ${b}...")) {`),
  },
  { weight: 3, arbitrary: fc.constantFrom('}', 'return 0;', 'break;', 'return -EINVAL;', '', '} else {') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(word, word, fc.nat(99))
      .map(
        ([a, b, n]) =>
          `ret = ${a}_register_${b}_with_a_long_name(${a}->${b}, ${b}_operations, sizeof(*${b}), GFP_KERNEL, ${n});`,
      ),
  },
);
const diffLine = fc
  .tuple(fc.constantFrom('+', '+', '+', ' ', '-'), fc.constantFrom('', '\t', '\t\t'), statement)
  .map(([sign, indent, text]) => (text === '' ? sign : `${sign}${indent}${text}`));
const sentence = fc
  .array(fc.oneof(word, fc.constantFrom('the', 'a', 'when', 'is', 'not', 'then', 'again')), {
    minLength: 5,
    maxLength: 14,
  })
  .map((words) => `${words.join(' ')}.`);

/** The text of a patch mail: prose, trailers, diffstat, one file of one or two hunks with right counts. */
export const patchText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(sentence, { minLength: 1, maxLength: 5 }),
    fc.array(fc.array(diffLine, { minLength: 3, maxLength: 40 }), { minLength: 1, maxLength: 2 }),
  )
  .map(([prose, hunks]) =>
    [
      ...prose,
      '',
      'Signed-off-by: Ann Author <ann@example.org>',
      '---',
      ' cache.c | 9 +++++----',
      ' 1 file changed, 5 insertions(+), 4 deletions(-)',
      '',
      'diff --git a/cache.c b/cache.c',
      '--- a/cache.c',
      '+++ b/cache.c',
      ...hunks.flatMap((lines, index) => {
        const count = (signs: RegExp) => lines.filter((line) => signs.test(line)).length;
        const start = 10 + index * 200;
        return [`@@ -${start},${count(/^[ -]/)} +${start},${count(/^[ +]/)} @@ walk`, ...lines];
      }),
      '-- ',
      '2.40.1',
    ].join('\n'),
  );
