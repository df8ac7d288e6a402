import { z } from 'zod';
import type { Correction } from '../analysis/index';
import type { MessageId } from '../mail/index';
import { isVersionLabel } from '../series/index';
import { clean } from '../rows/index';
import { database, inTransaction, pool } from './database';
import { labelKind } from './labels';
import { markKinds } from './marks';
import { askAgain } from './pending';

/** What a reader marks and labels changes nothing that is derived. */
const notDerived = [...markKinds, labelKind] as const;

const messageId = z
  .string()
  .min(1)
  .transform((id) => id as MessageId);

const remark = z.object({ reply: messageId, line: z.number().int().min(1) });

/** What a remark's state can be said to be. */
const states = [
  'open',
  'answered',
  'promised',
  'addressed',
  'resolved',
  'rejected',
  'moot',
  'no-ask',
] as const;

/** What a correction says, by kind. */
const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), a: messageId, b: messageId }),
  z.object({ kind: z.literal('apart'), a: messageId, b: messageId }),
  z.object({ kind: z.literal('split'), posting: messageId }),
  z.object({
    kind: z.literal('version'),
    posting: messageId,
    label: z.string().refine(isVersionLabel, 'This is no name of a version.'),
    after: messageId.optional(),
  }),
  z.object({ kind: z.literal('move'), remark, patch: messageId, bodyLine: z.number().int().min(1) }),
  z.object({ kind: z.literal('general'), remark }),
  z.object({ kind: z.literal('detach'), remark }),
  z.object({ kind: z.literal('answer'), remark, answers: remark }),
  z.object({ kind: z.literal('state'), remark, state: z.enum(states) }),
  z.object({
    kind: z.literal('turn'),
    /** A posting of the series. */
    series: messageId,
    on: z.enum(['author', 'reviewers', 'maintainer', 'nobody']),
    person: z.object({ name: z.string(), address: z.string() }).optional(),
    /** Date of the newest mail of the series when it was said. */
    seen: z.iso.datetime().optional(),
  }),
  z.object({ kind: z.literal('undo'), correction: z.number().int() }),
]);
export type CorrectionTarget = z.infer<typeof Target>;

export interface CorrectionGiven {
  readonly target: CorrectionTarget;
  readonly author: string;
  readonly reason: string;
}

/**
 * Adds a correction and marks the mails it speaks of, so that their series are derived again.
 *
 * @returns Its number, by which it can be undone.
 * @throws {Error} when it names a mail or a correction that is not there.
 */
export async function addCorrection(given: CorrectionGiven): Promise<number> {
  const target = Target.parse(given.target);
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      'INSERT INTO correction (kind, target, author, reason) VALUES ($1, $2, $3, $4) RETURNING id',
      [target.kind, JSON.stringify(target), clean(given.author), clean(given.reason)],
    );
    const id = rows[0]?.id ?? 0;
    for (const mail of await spokenOf(target)) {
      const { rows: held } = await client.query<{ raw_id: string }>(
        'SELECT raw_id FROM mail WHERE message_id = $1',
        [clean(mail)],
      );
      if (held.length === 0) throw new Error(`There is no mail ${mail} here. Pull or import it first.`);
      await askAgain(
        client.query.bind(client),
        held.map((row) => row.raw_id),
      );
    }
    if (target.kind === 'join') await connect(client.query.bind(client), id, target);
    return id;
  });
}

/** Joined mails share a key from then on, so that they are analysed together. */
async function connect(
  query: (sql: string, values: unknown[]) => Promise<unknown>,
  id: number,
  target: { readonly a: string; readonly b: string },
): Promise<void> {
  await query(
    'INSERT INTO mail_key (key, raw_id) SELECT $1, raw_id FROM mail WHERE message_id = ANY($2::text[]) ON CONFLICT DO NOTHING',
    [`join:${id}`, [clean(target.a), clean(target.b)]],
  );
}

/** True while a mail that a correction speaks of waits for its series to be derived again. */
export async function awaitsDerivation(correction: number): Promise<boolean> {
  const ids = await spokenOfCorrection(correction);
  const { rows } = await pool().query<{ waits: boolean }>(
    `SELECT EXISTS (SELECT FROM pending_mail JOIN mail USING (raw_id)
     WHERE mail.message_id = ANY($1::text[])) AS waits`,
    [ids.map(clean)],
  );
  return rows[0]?.waits ?? false;
}

async function spokenOf(target: CorrectionTarget): Promise<readonly MessageId[]> {
  switch (target.kind) {
    case 'join':
    case 'apart':
      return [target.a, target.b];
    case 'split':
      return [target.posting];
    case 'turn':
      return [target.series];
    case 'version':
      return target.after === undefined ? [target.posting] : [target.posting, target.after];
    case 'move':
      return [target.remark.reply, target.patch];
    case 'general':
    case 'detach':
    case 'state':
      return [target.remark.reply];
    case 'answer':
      return [target.remark.reply, target.answers.reply];
    case 'undo':
      return spokenOfCorrection(target.correction);
  }
}

async function spokenOfCorrection(id: number): Promise<readonly MessageId[]> {
  const row = await database().correction.findUnique({ where: { id } });
  if (!row) throw new Error(`There is no correction ${id}.`);
  if (notDerived.some((kind) => kind === row.kind)) return [];
  return spokenOf(Target.parse({ ...(row.target as object), kind: row.kind }));
}

/** A correction as it was made. */
export interface CorrectionMade {
  readonly id: number;
  readonly correction: Correction;
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
}

/** The corrections in force: those not undone, in the order they were made. */
export async function correctionsMade(): Promise<readonly CorrectionMade[]> {
  const all = await database().correction.findMany({
    where: { kind: { notIn: [...notDerived] } },
    orderBy: { id: 'asc' },
  });
  const targets = all.map((row) => ({
    row,
    target: Target.parse({ ...(row.target as object), kind: row.kind }),
  }));
  const undone = new Set<number>();
  for (const { row, target } of [...targets].reverse()) {
    if (target.kind === 'undo' && !undone.has(row.id)) undone.add(target.correction);
  }
  return targets.flatMap(({ row, target }) =>
    undone.has(row.id) || target.kind === 'undo'
      ? []
      : [
          {
            id: row.id,
            correction: correctionOf(target, row),
            author: row.author,
            reason: row.reason,
            madeAt: row.madeAt,
          },
        ],
  );
}

function correctionOf(
  target: Exclude<CorrectionTarget, { kind: 'undo' }>,
  { author, reason, madeAt }: { readonly author: string; readonly reason: string; readonly madeAt: Date },
): Correction {
  if (target.kind === 'state') return { ...target, reason };
  if (target.kind !== 'turn') return target;
  const { person, seen } = target;
  return { ...target, person, author, reason, madeAt, seen: seen === undefined ? undefined : new Date(seen) };
}

/** The same, as an analysis takes them. */
export async function correctionsInForce(): Promise<readonly Correction[]> {
  return (await correctionsMade()).map(({ correction }) => correction);
}

/** Lays the keys of joins anew, after keys were made anew. */
export async function reconnectJoins(): Promise<void> {
  const all = await database().correction.findMany({ where: { kind: 'join' }, orderBy: { id: 'asc' } });
  await inTransaction(async (client) => {
    for (const row of all) {
      const target = Target.parse({ ...(row.target as object), kind: row.kind });
      if (target.kind === 'join') await connect(client.query.bind(client), row.id, target);
    }
  });
}
