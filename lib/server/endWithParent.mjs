/**
 * Loaded first into the web server and the worker (`node --import`): when the process that started them is gone, even
 * by kill -9, the channel to it closes, and they end as if asked to. Plain JavaScript: it needs no loader.
 */
import { setTimeout } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

/** What they are given to finish a page or a job. Milliseconds. */
const grace = 2500;

function end() {
  setTimeout(() => process.exit(1), grace).unref();
  process.kill(process.pid, 'SIGTERM');
}

// A thread is started with what its process was started with. It has no channel of its own, and would end the process.
if (isMainThread) {
  // The parent may be gone before we got here, and the event with it.
  if (process.connected) process.on('disconnect', end);
  else end();
  // Listening alone keeps a process from ending when it has nothing left to do.
  process.channel?.unref();
}
