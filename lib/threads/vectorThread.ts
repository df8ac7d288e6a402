import { mailVector, type SearchedMail } from '../search/index';

/** What a thread that makes words is asked. */
export function vectorsOf(mails: readonly SearchedMail[]): readonly string[] {
  return mails.map(mailVector);
}
