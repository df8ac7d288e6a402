import type { Arrival } from '../progress/index';

/** `Arrival` as it is stored: dates are strings in JSON. */
export type HeldArrival = Omit<Arrival, 'at' | 'day' | 'tag'> & {
  readonly at: string;
  readonly tag?: { readonly name: string; readonly at: string };
  readonly day?: { readonly name: string; readonly at: string; readonly isOldest: boolean };
};

export function arrivalIn(held: HeldArrival): Arrival {
  return {
    ...held,
    at: new Date(held.at),
    tag: held.tag && { ...held.tag, at: new Date(held.tag.at) },
    day: held.day && { ...held.day, at: new Date(held.day.at) },
  };
}
