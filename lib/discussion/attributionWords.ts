import type { Mailbox } from '../mail/index';

/** How mailers and people tell whom they quote. Each test reads one line or a few joined, in linear time. */

/** "wrote" in the languages that mailers of kernel and tool lists are set to. */
const wroteVerb =
  /\b(?:wrote|writes|said|schrieb|schreibt|geschrieben|a écrit|écrivait|escribi[oó]|scrisse|ha scritto|skrev|schreef|napsal|napisał|написал|пишет|kirjoitti|escreveu|yazdı)\b|写道|寫道|写到|书写|さんは書きました|のメール|작성/i;
const dateLike = /\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[/.]\d{1,2}/;

/** Nobody introduces a quote at greater length. */
const longest = 400;

/** "On ... wrote:" in any language: ends with a colon, and names a verb of writing, an address or a date with the writer. */
export function isAttribution(text: string, writer: Mailbox | undefined): boolean {
  const line = text.trim();
  if (line.length > longest || !/[:：]$/.test(line.replace(/[\s>]*$/, ''))) return false;
  if (wroteVerb.test(line)) return true;
  const names = writer ? [writer.address, writer.name].filter((name) => name.length > 2) : [];
  const isNamed = names.some((name) => line.toLowerCase().includes(name.toLowerCase()));
  return (isNamed || /\S@\S/.test(line)) && (dateLike.test(line) || isNamed);
}

/** The headers of the quoted mail in one line, as some write them: "From: A <a@example.com> Sent: Monday, 3 June". */
export function isHeaderLine(text: string): boolean {
  const line = text.trim();
  return (
    line.length <= longest && /^\*?From:\*?\s.*(?:<\S+@\S+>|\bSent:|\bDate:|\bOn Behalf Of\b)/i.test(line)
  );
}

/** A first line of an attribution that goes on: "On Mon, 3 Jun 2024 at 10:00, Somebody". */
export function mayBeginAttribution(line: string): boolean {
  return (
    /^(?:On|Am|Le|El|Il|Em|Op|Den|Dne|W dniu|At|In message|Quoting|\*?From)\b/i.test(line.trim()) ||
    dateLike.test(line) ||
    /<\S+@\S+>/.test(line)
  );
}

/** Separators above a mail pasted whole. */
export function isPasteSeparator(line: string): boolean {
  return (
    /^\s*-{2,}\s*(?:Original|Forwarded|Urspr|Message d'origine|Mensaje original|Messaggio originale|原始邮件|转发邮件)[^-]*-{2,}\s*$/i.test(
      line,
    ) || /^\s*_{20,}\s*$/.test(line)
  );
}

/** A header of a pasted mail: "From: A", "Sent: Monday", "发件人: A"; or the rest of one, "[mailto:a@example.org]". */
export function isPastedHeader(line: string): boolean {
  return (
    /^\s*\[mailto:\S+\]\s*$/.test(line) ||
    /^\s*\*?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet|发件人|发送时间|收件人|抄送|主题)\s*[:：]\*?\s/i.test(
      `${line} `,
    )
  );
}
