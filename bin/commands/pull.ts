import { setTimeout as sleep } from 'node:timers/promises';
import { askForPull, follow, prepareQueue, pullFollow } from '../../lib/ingest/index';
import { findFollow, type Follow } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { archiveConfig } from './program';
import { tellOneFollow } from './tellFollows';
import { say } from './terminal';
import { withDatabase, type CommandContext } from './withDatabase';

/** `loreview pull`: follows each link and pulls every version of its series now. */
export function pull(links: readonly string[]): Promise<number> {
  return withDatabase(async (context) => {
    await prepareQueue();
    let done = 0;
    for (const link of links) if (await pullOne(link, context)) done += 1;
    if (done === links.length) return exitCodes.ok;
    return done > 0 ? exitCodes.partly : exitCodes.failed;
  });
}

async function pullOne(link: string, { config, place }: CommandContext): Promise<boolean> {
  const since = new Date();
  const followed = await follow(link, config.archives);
  if ('why' in followed) {
    say(`loreview: ${link}: ${followed.why}`);
    return false;
  }
  const pulling = pullFollow(followed.id, archiveConfig(config, place.directory)).then(
    (after) => after ?? afterOthersPull(followed.id),
  );
  await tellOneFollow(followed.id, since, pulling);
  const after = await pulling;
  if (after.nextTryAt) await askForPull(after.id, after.nextTryAt);
  return after.state === 'done';
}

/** The server's worker may be at it already; then its pull is the one to wait for. */
async function afterOthersPull(id: number): Promise<Follow> {
  for (;;) {
    const now = await findFollow(id);
    if (!now) throw new CommandProblem(`follow ${id} is gone from the database.`);
    if (now.state !== 'running' && now.state !== 'queued') return now;
    await sleep(500);
  }
}
