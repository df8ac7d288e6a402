/** A subject as a heading; some mails have none. */
export function readableSubject(subject: string): string {
  return subject.trim() === '' ? '(no subject)' : subject;
}
