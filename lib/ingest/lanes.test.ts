import { expect, test } from 'vitest';
import { Lanes } from './lanes';

const soon = () => new Promise<void>((done) => setTimeout(done, 1));

test.each([
  ['one after the other', 1],
  ['two at once', 2],
])('members prepare at once, and what they prepared is stored %s', async (_name, atOnce) => {
  const lanes = new Lanes([{}, {}], atOnce);
  const [preparing, storing] = [new Set<number>(), new Set<number>()];
  const most = { preparing: 0, storing: 0, waiting: 0 };
  let waiting = 0;
  const stored: number[] = [];
  for (let job = 0; job < 12; job += 1)
    await lanes.hand(async (_member, store) => {
      preparing.add(job);
      most.preparing = Math.max(most.preparing, preparing.size);
      await soon();
      preparing.delete(job);
      waiting += 1;
      most.waiting = Math.max(most.waiting, waiting);
      await store(async () => {
        storing.add(job);
        most.storing = Math.max(most.storing, storing.size);
        await soon();
        await soon();
        storing.delete(job);
        waiting -= 1;
        stored.push(job);
      });
    });
  await lanes.done();
  expect(stored.sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  expect(most).toMatchObject({ preparing: 2, storing: atOnce });
  // One that is stored or waits, and one that was prepared since, for each member.
  expect(most.waiting).toBeLessThanOrEqual(4);
});

test.each(['prepared', 'stored'])(
  'what is thrown while it is %s ends it, and nothing more is stored',
  async (when) => {
    const lanes = new Lanes([{}]);
    const stored: number[] = [];
    const handAll = async () => {
      for (let job = 0; job < 9; job += 1)
        await lanes.hand(async (_member, store) => {
          await soon();
          if (job === 2 && when === 'prepared') throw new Error('fell over');
          await store(async () => {
            if (job === 2) throw new Error('fell over');
            await soon();
            stored.push(job);
          });
        });
    };
    await expect(handAll()).rejects.toThrow('fell over');
    await lanes.settled();
    expect(stored).toEqual([0, 1]);
    await expect(lanes.done()).rejects.toThrow('fell over');
  },
);
