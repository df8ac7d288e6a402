import { isRunning, readPidLock, takePidLock, type HeldPidLock, type PidLockHolder } from './pidLock.mjs';
import type { Place } from './place';

/** A Loreview that serves from a data directory. */
export interface Serving {
  readonly pid: number;
  readonly url: string;
  readonly isEmbedded: boolean;
}

/** Who serves from this place now; undefined when nobody does. */
export function servingNow(place: Pick<Place, 'supervisorLock'>): Serving | undefined {
  const holder = readPidLock(place.supervisorLock);
  return holder !== undefined && isRunning(holder) ? servingOf(holder) : undefined;
}

/** Takes the place for serving, or says who has it. */
export function takePlace(
  place: Pick<Place, 'supervisorLock'>,
  details: { readonly url: string; readonly isEmbedded: boolean },
): HeldPidLock | Serving {
  const lock = takePidLock(place.supervisorLock, details);
  return lock.isHeld ? lock : servingOf(lock.holder);
}

function servingOf(holder: PidLockHolder): Serving {
  return {
    pid: holder.pid,
    url: typeof holder['url'] === 'string' ? holder['url'] : '',
    isEmbedded: holder['isEmbedded'] !== false,
  };
}
