'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Brings what has changed into the page every so many seconds; without script the page asks for itself again. */
export function Refresh({ seconds }: { readonly seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), seconds * 1_000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(Math.max(seconds, 3))} />
    </noscript>
  );
}
