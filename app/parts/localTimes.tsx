'use client';

import { useEffect } from 'react';

/** Puts every full date on hover into the reader's own zone. Without script they stay in UTC, which they say. */
export function LocalTimes() {
  useEffect(() => {
    const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
    for (const time of document.querySelectorAll('time')) {
      const date = new Date(time.dateTime);
      if (!Number.isNaN(date.getTime())) time.title = format.format(date);
    }
  });
  return null;
}
