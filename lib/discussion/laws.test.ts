import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchText as patchTexts, quoteHabit, quoteLine, type QuoteHabit } from '../../fuzz/damage';
import type { Mail } from '../mail/index';
import { ann, discuss, letter, messageId, patch, patchText, rob } from './specimens';

const source = patchText.split('\n');

/** Lines of the patch quoted by a reply, each with the damage mailers do, and whether a remark stands below it. */
const quotedLine = fc.record({
  at: fc.integer({ min: 0, max: source.length - 1 }),
  mark: fc.constantFrom('> ', '>', '>\t', ' > ', '>\u00a0'),
  hasRemark: fc.boolean(),
});

test('a reply made of lines of the patch comes back to lines that read the same, in order', () => {
  fc.assert(
    fc.property(fc.array(quotedLine, { minLength: 1, maxLength: 30 }), (picked) => {
      const quotes = [...new Map(picked.map((one) => [one.at, one])).values()].sort((a, b) => a.at - b.at);
      const text = quotes.flatMap(({ at, mark, hasRemark }) => [
        `${mark}${source[at] ?? ''}`,
        ...(hasRemark ? ['', `What about this, number ${at}?`, ''] : []),
      ]);
      const { discussion } = discuss([patch, letter({ id: 'r1', text: text.join('\n') })]);
      const squeezed = (line: string) => line.replace(/[\s>\u00a0]+/g, '');
      let last = 0;
      (discussion.lines.get(messageId('r1')) ?? []).forEach((origin, index) => {
        if (origin.kind !== 'quote') return;
        expect(squeezed(source[origin.line - 1] ?? '')).toBe(squeezed(text[index] ?? ''));
        expect(origin.line).toBeGreaterThanOrEqual(last);
        last = origin.line;
      });
      const found = (discussion.lines.get(messageId('r1')) ?? []).filter(({ kind }) => kind === 'lost-quote');
      expect(found.length).toBeLessThanOrEqual(
        quotes.filter(({ at }) => (source[at] ?? '').length < 12).length,
      );
    }),
  );
});

test('leaving a quoted line out moves no other remark to another line', () => {
  const telling = source.flatMap((line, at) => (line.trim().length > 12 && at > 14 ? [at] : []));
  fc.assert(
    fc.property(fc.subarray(telling, { minLength: 3 }), fc.nat(), (kept, drop) => {
      const placesWith = (lines: readonly number[]) => {
        const text = lines.flatMap((at) => [`> ${source[at] ?? ''}`, '', `Why ${at}, and is it so?`, '']);
        const { discussion } = discuss([patch, letter({ id: 'r1', text: [...text, '> x'].join('\n') })]);
        return new Map(
          discussion.remarks.map(({ text: said, anchor }) => [
            said.trim(),
            anchor.kind === 'line' ? anchor.bodyLine : 0,
          ]),
        );
      };
      const all = placesWith(kept);
      const less = placesWith(kept.filter((_, index) => index !== drop % kept.length));
      for (const [said, place] of less) expect(all.get(said)).toBe(place);
    }),
    { numRuns: 50 },
  );
});

interface ChosenLine {
  /** Index of the line in the patch, from 0. */
  readonly at: number;
  readonly line: string;
  readonly hasRemark: boolean;
}

/** A patch, how a mailer quotes, and which lines of it are quoted, with a remark below some of them. */
const quotation = fc
  .tuple(
    patchTexts,
    quoteHabit,
    fc.array(fc.constantFrom('quote', 'quote', 'quote', 'skip', 'remark'), { minLength: 4, maxLength: 60 }),
  )
  .map(([text, habit, steps]) => {
    const lines = text.split('\n').slice(0, -2);
    const chosen = lines.flatMap((line, at): readonly ChosenLine[] => {
      const step = steps[at % steps.length] ?? 'skip';
      return step === 'skip' ? [] : [{ at, line, hasRemark: step === 'remark' && reads(line) !== '' }];
    });
    return { text, habit, lines, chosen };
  });

function replyText(chosen: readonly ChosenLine[], habit: QuoteHabit): string {
  return chosen
    .flatMap(({ at, line, hasRemark }) => [
      quoteLine(line, habit),
      ...(hasRemark ? ['', `What about this, number ${at}?`, ''] : []),
    ])
    .join('\n');
}

/** What a reader sees of a line. */
function reads(line: string): string {
  return line.replace(/\s+/g, '');
}

/** Where each remark about line `at` (from 0) stands: its line, from 0; undefined for one that is on none, or only near one. */
function linesSpokenOf(text: string, reply: string): ReadonlyMap<number, number | undefined> {
  const posting = letter({ ...patch, id: 'patch', text, from: ann, parents: [], at: 0 });
  const { discussion } = discuss([posting, letter({ id: 'r1', text: reply })]);
  return new Map(
    discussion.remarks.flatMap(({ text: said, anchor }) => {
      const [, number] = /number (\d+)\?/.exec(said) ?? [];
      const line = anchor.kind === 'line' && anchor.precise ? anchor.bodyLine - 1 : undefined;
      return number === undefined ? [] : [[Number(number), line] as const];
    }),
  );
}

/** Remarks on a line that does not read as the one they speak of. */
function wrongOnes(lines: readonly string[], spokenOf: ReadonlyMap<number, number | undefined>) {
  return [...spokenOf].filter(
    ([at, line]) => line !== undefined && reads(lines[line] ?? '') !== reads(lines[at] ?? ''),
  );
}

test('lines of any patch, quoted with any damage, come back to lines that read the same', () => {
  fc.assert(
    fc.property(quotation, ({ text, habit, lines, chosen }) => {
      const spokenOf = linesSpokenOf(text, replyText(chosen, habit));
      expect(wrongOnes(lines, spokenOf)).toEqual([]);
      // Where the rest of a wrapped line bears no mark, and much is repeated, the answer may be coarse.
      if (habit.wrap?.isMarked === false) return;
      const counts = new Map<string, number>();
      // A wrapped line is known by its beginning.
      const beginning = (line: string) => reads(line).slice(0, 20);
      for (const line of lines) counts.set(beginning(line), (counts.get(beginning(line)) ?? 0) + 1);
      for (const { at, line, hasRemark } of chosen) {
        const isInDiff = at > lines.indexOf('+++ b/cache.c');
        if (!hasRemark || !isInDiff || counts.get(beginning(line)) !== 1 || reads(line).length < 12) continue;
        // The only text below all of a patch is about the whole of it.
        if (at === lines.length - 1 && chosen.filter((one) => one.hasRemark).length === 1) continue;
        expect([line, spokenOf.get(at)]).toEqual([line, at]);
      }
    }),
    { numRuns: 300 },
  );
});

test('leaving any quoted line of any patch out moves no other remark to a wrong line', () => {
  fc.assert(
    fc.property(quotation, fc.nat(), ({ text, habit, lines, chosen }, drop) => {
      const gone = drop % Math.max(chosen.length, 1);
      // The remark below the line left out then stands below the one before: that one is left out too.
      const left = chosen
        .filter((_, at) => at !== gone)
        .map((one, at) => (at === gone - 1 ? { ...one, hasRemark: false } : one));
      expect(wrongOnes(lines, linesSpokenOf(text, replyText(left, habit)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('who answers each remark of a reply under it stands where that one stands', () => {
  fc.assert(
    fc.property(quotation, fc.constantFrom('> ', '>', ' > ', '>\u00a0'), ({ text, habit, chosen }, mark) => {
      const posting = letter({ ...patch, id: 'patch', text, from: ann, parents: [], at: 0 });
      const first = replyText(chosen, habit);
      const second = first
        .split('\n')
        .flatMap((line) => {
          const [, number] = /^What about this, number (\d+)\?/.exec(line) ?? [];
          return [`${mark}${line}`, ...(number === undefined ? [] : ['', `So it is, number ${number}.`, ''])];
        })
        .join('\n');
      const { remarks } = discuss([
        posting,
        letter({ id: 'r1', text: first }),
        letter({ id: 'r2', text: second, from: ann, parents: ['r1', 'patch'], at: 20 }),
      ]).discussion;
      const asked = remarks.filter(({ reply, text: said }) => reply === 'r1' && said.includes('What about'));
      const answers = remarks.filter(({ reply, text: said }) => reply === 'r2' && said.includes('So it is'));
      expect(answers.map((remark) => [remark.answers, remark.anchor])).toEqual(
        asked.map(({ reply, block, anchor }) => [{ reply, block }, anchor]),
      );
    }),
    { numRuns: 150 },
  );
});

/** Lines that mean something to a reader of replies, in any order, so that random texts come close to real ones. */
const tellingLine = fc.oneof(
  fc.constantFrom(
    '',
    'On Fri, 1 Mar 2024, Ann Author wrote:',
    '-----Original Message-----',
    'From: Ann Author <ann@example.org>',
    'Sent: Friday',
    'Hi Ann,',
    'Thanks,',
    'Rob',
    '[...]',
    '-- ',
    '--',
    '____________________________________',
    '-----BEGIN PGP SIGNED MESSAGE-----',
    '-----BEGIN PGP SIGNATURE-----',
    'Reviewed-by: Rob Reader <rob@example.net>',
    'Why not the other way round?',
    'diff --git a/x b/x',
    '@@ -1,2 +1,3 @@',
    '>>> defined in x.o',
    '>',
    '| x',
  ),
  fc.constantFrom(...source).map((line) => `> ${line}`),
  fc.constantFrom(...source).map((line) => `> > ${line}`),
  fc.constantFrom(...source),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const body = fc.array(tellingLine, { maxLength: 40 }).map((lines) => lines.join('\n'));

/** A thread: each reply answers the patch, an earlier reply, or a mail that is not there. */
const thread = fc
  .array(fc.tuple(body, fc.nat(), fc.boolean(), fc.boolean()), { maxLength: 8 })
  .map((replies): readonly Mail[] => [
    patch,
    ...replies.map(([text, parent, isToPatch, isMissing], index) => {
      const answered = isToPatch || index === 0 ? 'patch' : `r${parent % index}`;
      return letter({
        id: `r${index}`,
        text,
        from: index % 2 ? ann : rob,
        at: index + 1,
        parents: isMissing ? [`gone${parent % 3}`, answered] : [answered],
      });
    }),
  ]);

test('every reply is told once, every line has one origin, and nothing points forward', () => {
  fc.assert(
    fc.property(thread, (mails) => {
      const { recognition, series, discussion } = discuss(mails);
      const isAbove = (id: string, ancestor: string) => {
        for (let at = recognition.parentOf.get(messageId(id)); at; at = recognition.parentOf.get(at))
          if (at === ancestor) return true;
        return false;
      };
      const timeOf = (id: string) => mails.find((mail) => mail.id === id)?.date?.getTime() ?? 0;
      for (const id of series.mails) {
        const mail = recognition.byId.get(id)?.mail;
        const origins = discussion.lines.get(id) ?? [];
        expect(origins).toHaveLength(mail?.text.split('\n').length ?? 0);
        const remarks = discussion.remarks.filter(({ reply }) => reply === id);
        const isSilent = discussion.silent.some(({ reply }) => reply === id);
        if (recognition.byId.get(id)?.kind === 'patch')
          expect([remarks.length, isSilent]).toEqual([0, false]);
        else expect(isSilent).toBe(remarks.length === 0);
        expect(remarks.map(({ block }) => block)).toEqual(remarks.map((_, index) => index + 1));
        for (const origin of origins) {
          if (origin.kind === 'own') expect(remarks[origin.remark - 1]).toBeDefined();
          if (origin.kind !== 'quote') continue;
          expect(isAbove(origin.mail, id)).toBe(false);
          expect(isAbove(id, origin.mail) || timeOf(origin.mail) <= timeOf(id)).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('each remark stands in one conversation, whose anchor is that of its first remark', () => {
  fc.assert(
    fc.property(thread, (mails) => {
      const { discussion } = discuss(mails);
      const keys = discussion.conversations.flatMap(({ remarks }) =>
        remarks.map(({ reply, block }) => `${reply} ${block}`),
      );
      expect([...keys].sort()).toEqual(
        discussion.remarks.map(({ reply, block }) => `${reply} ${block}`).sort(),
      );
      for (const { anchor, remarks } of discussion.conversations) {
        const first = discussion.remarks.find(
          ({ reply, block }) => reply === remarks[0]?.reply && block === remarks[0].block,
        );
        expect(first?.anchor).toEqual(anchor);
      }
    }),
    { numRuns: 100 },
  );
});

test('the order in which mails arrive makes no difference', () => {
  fc.assert(
    fc.property(
      thread.chain((mails) =>
        fc.tuple(fc.constant(mails), fc.shuffledSubarray([...mails], { minLength: mails.length })),
      ),
      ([mails, shuffled]) => {
        expect(discuss(shuffled).discussion).toEqual(discuss(mails).discussion);
      },
    ),
    { numRuns: 60 },
  );
});
