import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { splitMbox } from '../mail/index';
import { batchOf, bytesOf, MailCrew, type ClusterMail } from './index';

const crews = { 'this thread': new MailCrew(1), 'two threads': new MailCrew(2) };
afterAll(async () => {
  for (const crew of Object.values(crews)) await crew.end();
});

const thread = fileURLToPath(new URL('../../fixtures/threads/nested-replies/thread.mbox', import.meta.url));
const at = new Date('2024-06-01T00:00:00Z');
const derivedWith = {
  corrections: [],
  pulls: batchOf(0, []),
  commits: new Map(),
  maintainers: undefined,
  at,
};

async function raws(): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const { raw } of splitMbox(createReadStream(thread))) all.push(raw);
  return all;
}

/** What a crew makes of a thread, of mails it keeps or of packed ones. */
async function made(crew: MailCrew, isKept: boolean) {
  const [member] = crew.members;
  if (!member) throw new Error('a crew has a member');
  const batch = crew.nextBatch();
  const { mails, packed } = await member.readMails(
    batchOf(batch, [...(await raws()), Buffer.from('no mail')]),
  );
  const ids = packed.mails.map((_, index) => String(index + 1));
  const tables = await member.tablesOf({ batch, ids, now: at });
  const kept = await member.keep({ batch, ids: isKept ? ids : [] });
  const again = batchOf(
    batch,
    packed.mails.map((piece) => bytesOf(packed, piece)),
  );
  const cluster = ids.map((rawId, index): ClusterMail => ({
    rawId,
    piece: isKept ? undefined : again.mails[index],
    isSample: false,
  }));
  const keys = await member.readClusters({ packed: again, clusters: [{ mails: cluster }] });
  return { mails, tables, kept, keys, derived: await member.derive(derivedWith) };
}

test.each([true, false])(
  'threads make the same as one, of mails that are kept (%s) or packed',
  async (isKept) => {
    const [one, two] = [await made(crews['this thread'], isKept), await made(crews['two threads'], isKept)];
    expect(two).toEqual(one);
    expect(one.mails.at(-1)).toEqual({ why: expect.any(String) as string });
    expect(one.kept).toHaveLength(isKept ? one.mails.length - 1 : 0);
    expect(one.derived.tables.series).toHaveLength(1);
    expect(one.derived.failed).toEqual([]);
    expect(one.derived.tables.tables.map(({ name, parts }) => [name, parts.length])).toContainEqual([
      'remark',
      1,
    ]);
  },
);

test('a cluster that is not there is told, and the others are derived', async () => {
  const crew = crews['two threads'];
  const [member] = crew.members;
  const packed = (await member?.readMails(batchOf(crew.nextBatch(), await raws())))?.packed;
  if (!member || !packed) throw new Error('a crew has a member');
  const mails = packed.mails.map((piece, index) => ({ rawId: `p${index}`, piece, isSample: true }));
  await member.readClusters({
    packed,
    clusters: [{ mails: [{ rawId: 'gone', piece: undefined, isSample: false }] }, { mails }],
  });
  const { failed, tables } = await member.derive(derivedWith);
  expect(failed).toEqual([{ cluster: 0, why: expect.stringContaining('not kept') as string }]);
  expect(tables.series).toHaveLength(1);
});
