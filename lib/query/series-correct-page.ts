import { correctionsMade, database, type CorrectionMade } from '../store/index';
import { ofOneDerivation } from './oneDerivation';
import { slugsOf } from './slugs';

/** The versions of a series as a person can change them. */
export interface SeriesCorrectPage {
  readonly slug: string;
  readonly title: string;
  readonly versions: readonly VersionToName[];
  /** What was said of its versions and is in force, oldest first. */
  readonly made: readonly SeriesCorrectionMade[];
}

export interface VersionToName {
  readonly label: string;
  /** The mail that stands for it: the cover letter, else its first held patch. */
  readonly head: string;
  readonly title: string;
  readonly sender: string;
  readonly at: Date | undefined;
}

export interface SeriesCorrectionMade {
  readonly id: number;
  readonly kind: 'join' | 'apart' | 'split' | 'version';
  /** The mails it names, the one it speaks of first. */
  readonly mails: readonly string[];
  readonly label: string | undefined;
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
}

/** What the page shows on which a person says which postings are versions of one series; undefined when there is none. */
export function findSeriesCorrectPage(slug: string): Promise<SeriesCorrectPage | undefined> {
  return ofOneDerivation(slug, () => makePage(slug));
}

async function makePage(slug: string): Promise<SeriesCorrectPage | undefined> {
  const series = await database().series.findUnique({
    where: { slug },
    include: {
      versions: {
        orderBy: { ordinal: 'asc' },
        include: { patches: { where: { kind: 'held' }, orderBy: { number: 'asc' }, take: 1 } },
      },
      mails: { select: { messageId: true } },
    },
  });
  if (!series) return undefined;
  const own = new Set(series.mails.map((mail) => mail.messageId));
  return {
    slug,
    title: series.title,
    versions: series.versions.flatMap((version) => {
      const [patch] = version.patches;
      const head = version.isCoverHeld ? version.coverId : patch?.messageId;
      if (head === null || head === undefined) return [];
      return [
        {
          label: version.label,
          head,
          title: version.coverTitle ?? patch?.title ?? '',
          sender: version.senderName || version.senderKey,
          at: version.sentAt ?? undefined,
        },
      ];
    }),
    made: (await correctionsMade()).flatMap((made) => {
      const said = saidOf(made);
      return said && said.mails.some((mail) => own.has(mail)) ? [said] : [];
    }),
  };
}

function saidOf({
  id,
  correction,
  author,
  reason,
  madeAt,
}: CorrectionMade): SeriesCorrectionMade | undefined {
  const rest = { id, author, reason, madeAt };
  switch (correction.kind) {
    case 'join':
    case 'apart':
      return { ...rest, kind: correction.kind, mails: [correction.a, correction.b], label: undefined };
    case 'split':
      return { ...rest, kind: 'split', mails: [correction.posting], label: undefined };
    case 'version': {
      const { posting, after, label } = correction;
      return { ...rest, kind: 'version', mails: after === undefined ? [posting] : [posting, after], label };
    }
    default:
      return undefined;
  }
}

/** The address of the series a mail is of; undefined when it is of none. */
export async function findSeriesOf(messageId: string): Promise<string | undefined> {
  return (await slugsOf([messageId])).get(messageId);
}
