import type { RemarkRef } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Lineage, Series } from '../series/index';
import { Desk } from './desk';
import { Journey } from './journey';
import type { Turn } from './status';
import { TalkThen, type Judged } from './talkThen';
import type { TurnSources } from './turnSources';

/** What stays while no version is posted. */
interface Era {
  readonly series: Series;
  readonly journey: Journey;
  desk: Desk | undefined;
}

/**
 * A series as it was at one moment after the other. What is the same as at the moment before is not inferred again: of thousands of
 * remarks few are spoken of in one mail.
 */
export class Past {
  private readonly talks: readonly TalkThen[];
  private era: Era | undefined;

  constructor(
    private readonly sources: TurnSources,
    judged: readonly Judged[],
  ) {
    this.talks = judged.map((one) => new TalkThen(one, sources.recognition, sources.remarkAt));
  }

  /**
   * Whose turn it was; undefined before the first version.
   *
   * @param moment Milliseconds; not before the one asked for last.
   */
  turnAt(moment: number): Turn | undefined {
    const { sources } = this;
    const isBefore = (date: Date | undefined) => date === undefined || date.getTime() <= moment;
    const isSaid = (mail: MessageId | undefined) =>
      mail === undefined || isBefore(sources.recognition.byId.get(mail)?.mail.date);
    const count = sources.series.versions.findLastIndex(({ date }) => isBefore(date)) + 1;
    if (count === 0) return undefined;
    const era = this.eraOf(count);
    const known = this.talks
      .filter(({ remark }) => isBefore(remark.date))
      .map((one) => one.at(moment, count));
    const remarkAt = (ref: RemarkRef) => {
      const found = sources.remarkAt(ref);
      return found && isBefore(found.date) ? found : undefined;
    };
    const until: TurnSources = {
      ...sources,
      series: era.series,
      journey: era.journey,
      remarkAt,
      asked: known.map(({ asked }) => asked),
      states: new Map(known.map(({ asked, status }) => [asked.remark, status])),
      tags: sources.tags.filter(({ date }) => isBefore(date)),
      objections: sources.objections
        .filter(({ mail }) => isSaid(mail))
        .map((one) => (isSaid(one.liftedBy) ? one : { ...one, liftedBy: undefined })),
      words: sources.words.filter(({ date, countedFrom }) => isBefore(date ?? countedFrom)),
    };
    era.desk = new Desk(until, era.desk);
    return era.desk.named(era.desk.ofSeries());
  }

  private eraOf(count: number): Era {
    if (this.era?.series.versions.length === count) return this.era;
    const series = firstVersions(this.sources.series, count);
    return (this.era = { series, journey: new Journey(series), desk: undefined });
  }
}

function firstVersions(series: Series, count: number): Series {
  if (count === series.versions.length) return series;
  return {
    ...series,
    versions: series.versions.slice(0, count),
    lineages: series.lineages.map((one): Lineage => ({
      ...one,
      cells: one.cells.slice(0, count),
      steps: one.steps.slice(0, Math.max(0, count - 1)),
    })),
  };
}
