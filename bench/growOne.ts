/** Measures one hostile case at one size, alone in a process so that its memory can be told, and prints JSON. */
import { analyse, bundleOf } from '../lib/analysis/index';
import { parseMail } from '../lib/mail/index';
import type { Grown } from './growth';
import { hostileCases } from './hostile';

const [index, factor] = process.argv.slice(2).map(Number);
const chosen = hostileCases[index ?? -1];
if (!chosen || !factor) throw new Error('Give the number of a case and a factor.');

const raw = chosen.mails(Math.round(chosen.size * factor)).map((text) => Buffer.from(text));
const began = process.cpuUsage();
const mails = await Promise.all(raw.map((bytes) => parseMail(bytes)));
const analysis = analyse(mails);
const { remarks } = bundleOf(analysis);
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1_000_000;
const origins = [...analysis.discussions.values()].flatMap(({ lines }) => [...lines.values()].flat());
const grown: Grown = {
  megabytes: raw.reduce((sum, bytes) => sum + bytes.length, 0) / 1_000_000,
  seconds,
  memory: Math.round(process.resourceUsage().maxRSS / 1_024),
  remarks: remarks.length,
  placed: remarks.filter(({ bodyLine }) => bodyLine !== null).length,
  tooLarge: origins.filter((origin) => origin.kind === 'lost-quote' && origin.why === 'too-large').length,
};
console.log(JSON.stringify(grown));
