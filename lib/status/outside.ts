import type { Mail, Mailbox, MessageId } from '../mail/index';
import type { Recognition, Series, Version } from '../series/index';
import type { Found } from './changes';
import type { Journey } from './journey';
import { wordsOf } from './claimed';
import type { Asked } from './talk';

/** Who asks that others get to see the patch. */
const asksToCopy =
  /\b(?:cc|copy|copying|copied|cc'?(?:ed|ing)|loop(?:ing)? in|(?:send|post|resend|repost) (?:it|this|them|these)? ?to)\b/i;

/** What was done about a remark that no line of a patch shows: people were copied, or a link leads to where it was done. */
export function doneOutside(
  asked: Asked,
  series: Series,
  journey: Journey,
  recognition: Recognition,
): readonly Found[] {
  return [
    copiedTo(asked, series, journey, recognition) ?? [],
    linkedTo(asked, journey, recognition) ?? [],
  ].flat();
}

/**
 * Who was asked to copy somebody and has done so: the first later version whose To or Cc has an address, which no earlier
 * one had, that the remark or its writer's next words name. No line of a patch changes for this.
 */
function copiedTo(
  { remark, said, posting }: Asked,
  series: Series,
  journey: Journey,
  recognition: Recognition,
): Found | undefined {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (!stop || !asksToCopy.test(remark.text)) return undefined;
  const words = [
    remark.text,
    ...said.filter(({ voice }) => voice === 'writer').map((one) => one.remark.text),
  ].join('\n');
  const known = new Set(
    series.versions
      .slice(0, stop.at + 1)
      .flatMap((one) => recipients(one, recognition).map(({ box }) => box.address)),
  );
  for (const [at, version] of series.versions.entries()) {
    if (at <= stop.at) continue;
    const come = recipients(version, recognition).find(
      ({ box }) => !known.has(box.address) && isNamed(box, words),
    );
    if (!come) continue;
    const what = `${come.box.name || come.box.address} is among its recipients now`;
    return {
      at,
      label: version.label,
      strength: 'suggested',
      evidence: { kind: 'hunk', mail: come.mail.id, version: version.label, line: undefined, what },
    };
  }
  return undefined;
}

/** So many words of the talk beside a link are no chance. */
const tellingWords = 2;
const link = /https?:\/\/[^\s>)]+/;

/**
 * The author said that something would be done, and a later version has a link that was not there before, which is said to
 * be it: it shares words with the talk.
 */
function linkedTo(
  { remark, said, posting }: Asked,
  journey: Journey,
  { byId }: Recognition,
): Found | undefined {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  const promises = said.filter(
    ({ voice, acts, isDirect }) => voice === 'author' && isDirect && acts.promises,
  );
  if (!stop || promises.length === 0) return undefined;
  const talk = wordsOf(
    [remark.text, ...remark.quote.slice(-3), ...promises.map((one) => one.remark.text)].join('\n'),
  );
  const before = (posting === undefined ? undefined : byId.get(posting)?.mail.text) ?? '';
  for (const later of journey.heldFrom(stop).slice(1)) {
    const lines = byId.get(later.mail)?.mail.text.split('\n') ?? [];
    const at = lines.findIndex((line, index) => {
      const found = link.exec(line)?.[0];
      if (found === undefined || before.includes(found) || isToHeld(found, byId)) return false;
      const beside = wordsOf(`${lines[index - 1] ?? ''} ${line}`.replace(new RegExp(link, 'g'), ''));
      const shared = [...beside.keys()].filter((word) => talk.has(word)).length;
      return shared >= tellingWords && shared >= beside.size / 2;
    });
    if (at < 0) continue;
    return {
      at: later.at,
      label: later.version.label,
      strength: 'suggested',
      evidence: {
        kind: 'hunk',
        mail: later.mail,
        version: later.version.label,
        line: at + 1,
        what: 'a link to what was promised is there now',
      },
    };
  }
  return undefined;
}

/** A link to a mail of the series leads back, and not to where something was done. */
function isToHeld(url: string, byId: Recognition['byId']): boolean {
  return url.split('/').some((part) => byId.has(part as MessageId));
}

function recipients(
  { cover, patches }: Version,
  recognition: Recognition,
): readonly { readonly box: Mailbox; readonly mail: Mail }[] {
  return [cover?.mail, ...patches.map(({ mail }) => mail)].flatMap((id) => {
    const mail = id === undefined ? undefined : recognition.byId.get(id)?.mail;
    return mail ? [...mail.to, ...mail.cc].map((box) => ({ box, mail })) : [];
  });
}

/** By address, by the name of a list, or by both names of a person. */
function isNamed({ name, address }: Mailbox, text: string): boolean {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}_+@.-]*[\p{L}\p{N}]/gu));
  const local = address.toLowerCase().replace(/@.*$/, '');
  if (words.has(address.toLowerCase()) || (local.includes('-') && words.has(local))) return true;
  const names = name
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one.length > 1);
  return names.length >= 2 && names.every((one) => words.has(one));
}
