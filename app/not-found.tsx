import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { Missing } from '../lib/query/index';
import { missingHeader, MissingView } from './parts/discussion-missing';

export const metadata: Metadata = { title: 'Not here' };

/** Every answer "404". proxy.ts says in a header of the request what is missing; it takes the header from anybody else. */
export default async function NotFound() {
  const told = (await headers()).get(missingHeader);
  return (
    <MissingView missing={told === null ? undefined : (JSON.parse(decodeURIComponent(told)) as Missing)} />
  );
}
