import { userInfo } from 'node:os';
import { deriveSeries } from '../../lib/ingest/index';
import { parseLink } from '../../lib/inbox/index';
import type { MessageId } from '../../lib/mail/index';
import { isVersionLabel } from '../../lib/series/index';
import { addCorrection, type CorrectionTarget } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { say } from './terminal';
import { withDatabase } from './withDatabase';

/** What was asked for, its mails still as typed. */
export type Correction =
  | { readonly kind: 'join'; readonly a: string; readonly b: string }
  | { readonly kind: 'split'; readonly posting: string }
  | {
      readonly kind: 'version';
      readonly posting: string;
      readonly label: string;
      readonly after: string | undefined;
    }
  | { readonly kind: 'undo'; readonly number: string };

/** `loreview correct`: records a person's word and derives what it touches again. */
export function correct(
  correction: Correction,
  options: { readonly author?: string; readonly reason?: string },
): Promise<number> {
  return withDatabase(async ({ config }) => {
    const given = {
      target: targetOf(correction, (text) => messageId(text, config.archives)),
      author: options.author ?? userInfo().username,
      reason: options.reason ?? '',
    };
    let number: number;
    try {
      number = await addCorrection(given);
    } catch (error) {
      throw new CommandProblem((error as Error).message);
    }
    await deriveSeries();
    say(`recorded as correction ${number}; \`loreview correct undo ${number}\` takes it back`);
    return exitCodes.ok;
  });
}

function targetOf(correction: Correction, idOf: (text: string) => MessageId): CorrectionTarget {
  if (correction.kind === 'join') return { kind: 'join', a: idOf(correction.a), b: idOf(correction.b) };
  if (correction.kind === 'split') return { kind: 'split', posting: idOf(correction.posting) };
  if (correction.kind === 'version') {
    const { label, posting, after } = correction;
    if (!isVersionLabel(label))
      throw new CommandProblem(
        `"${label}" is no name of a version. Such are: RFC, v2, v2.1, "RFC v3", "v4 RESEND".`,
        exitCodes.usage,
      );
    const target = { kind: 'version', posting: idOf(posting), label } as const;
    return after === undefined ? target : { ...target, after: idOf(after) };
  }
  const number = Number(correction.number);
  if (!Number.isInteger(number) || number < 1)
    throw new CommandProblem(`"${correction.number}" is no number of a correction.`, exitCodes.usage);
  return { kind: 'undo', correction: number };
}

function messageId(text: string, archives: readonly string[]): MessageId {
  const link = parseLink(text, archives);
  if (link.kind === 'problem') throw new CommandProblem(`${text}: ${link.why}`, exitCodes.usage);
  return link.messageId;
}
