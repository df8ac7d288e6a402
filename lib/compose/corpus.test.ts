import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeRemarks, type Discussion } from '../discussion/index';
import { parseMail, splitMbox, type Mail, type MessageId } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { composeReplies, emlText, type Draft } from './index';
import { answerableLines, carol, stamp } from './specimens';

/** A folder of real mail, when there is one beside the project. */
const corpus =
  process.env['LOREVIEW_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const mbox = join(corpus, 'iopf', 'iopf-v1-to-v4.mbox');

async function mailsIn(file: string): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for await (const { raw } of splitMbox(createReadStream(file))) mails.push(await parseMail(raw));
  return mails;
}

function discussionsOf(mails: readonly Mail[]): readonly Discussion[] {
  const recognition = recogniseSeries(mails);
  return recognition.series.map((series) => placeRemarks(recognition, series));
}

interface Spot {
  readonly answers: MessageId;
  readonly line: number;
}

/** So many random lines of each kind of mail; the same in every run. */
const count = 200;
const seed = 1;

describe.skipIf(!existsSync(mbox))('real mail (skipped where LOREVIEW_CORPUS is not there)', () => {
  test.each([
    ['postings', 'gathered'],
    ['replies', 'gathered'],
    ['postings', 'each in a mail of its own'],
    ['replies', 'each in a mail of its own'],
  ] as const)('drafts at lines of %s, %s, come back to them', async (kind, how) => {
    const mails = await mailsIn(mbox);
    const byId = new Map(mails.map((mail) => [mail.id, mail]));
    const lines = new Map(discussionsOf(mails).flatMap((discussion) => [...discussion.lines]));
    const spots = [...lines].flatMap(([id, origins]) => {
      const mail = byId.get(id);
      const isWanted = origins.some((origin) => origin.kind === 'posted') === (kind === 'postings');
      return mail && isWanted
        ? answerableLines(mail, origins).map((line): Spot => ({ answers: id, line }))
        : [];
    });
    expect(spots.length).toBeGreaterThan(count);
    const [chosen = []] = fc.sample(fc.shuffledSubarray(spots, { minLength: count, maxLength: count }), {
      seed,
      numRuns: 1,
    });
    const drafts = chosen.map(({ answers, line }): Draft => {
      return { answers, at: { start: line, end: line + 1 }, text: `Why is it so, ${line}?` };
    });
    const replies =
      how === 'gathered'
        ? composeReplies(drafts, mails, carol, stamp).replies
        : drafts.flatMap((draft, index) => {
            const idFor = () => `reply-${index}@example.com` as MessageId;
            return composeReplies([draft], mails, carol, { ...stamp, idFor }).replies;
          });
    const read = await Promise.all(replies.map((reply) => parseMail(Buffer.from(emlText(reply)))));
    const answeredBy = new Map(replies.map(({ id, answers }) => [id, answers]));

    const found = discussionsOf([...mails, ...read]).flatMap((discussion) =>
      discussion.remarks.flatMap(({ reply, start, anchor, text }) => {
        const answers = answeredBy.get(reply);
        if (answers === undefined) return [];
        const above = discussion.lines
          .get(reply)
          ?.slice(0, start - 1)
          .findLast((origin) => origin.kind === 'quote');
        const isAnchored =
          kind === 'replies' || (anchor.kind === 'line' && anchor.patch === answers && anchor.precise);
        const at = isAnchored && above?.kind === 'quote' ? `${above.mail} ${above.line}` : anchor.kind;
        return [`${answers} ${text} ${at}`];
      }),
    );
    const wanted = chosen.map(({ answers, line }) => {
      const origin = lines.get(answers)?.[line - 1];
      const at = origin?.kind === 'quote' ? `${origin.mail} ${origin.line}` : `${answers} ${line}`;
      return `${answers} Why is it so, ${line}? ${at}`;
    });
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });
});
