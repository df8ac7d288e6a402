import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { readMissing } from '../lib/query/index';
import { missingHeader, MissingView } from './parts/discussion-missing';

export const metadata: Metadata = { title: 'Not here' };

/** Every answer "404". proxy.ts says in a header of the request what is missing. */
export default async function NotFound() {
  return <MissingView missing={readMissing((await headers()).get(missingHeader))} />;
}
