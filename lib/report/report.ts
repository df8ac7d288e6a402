/** What is told of a series, whatever it is told for. */
export interface ToldSeries {
  readonly title: string;
  readonly author: string;
  /** Label of the newest version. */
  readonly version: string;
  readonly link: string;
}

/** Something that happened to a series in the time of the report. */
export interface ToldEvent {
  /** Where nothing tells: the last moment known before it. */
  readonly at: Date;
  readonly isDated: boolean;
  /** It had happened by then, which is all that is known; left out where there is a date, or nothing. */
  readonly isBound?: boolean;
  /** A clause: "Rob Reader was the first to answer". */
  readonly what: string;
}

export interface MovedSeries extends ToldSeries {
  readonly events: readonly ToldEvent[];
}

export interface StuckSeries extends ToldSeries {
  /** "the author, Ann Author"; "nobody in particular". */
  readonly on: string;
  /** Since when it waits for them; undefined when nothing tells. */
  readonly since: Date | undefined;
  /** The last thing a person said of it or posted. */
  readonly lastWord: Date | undefined;
  readonly stage: string;
  readonly isStalled: boolean;
  /** What is expected to happen next. */
  readonly next: string | undefined;
}

export interface NewSeries extends ToldSeries {
  readonly at: Date;
  readonly patches: number;
  /** Who answered it first; undefined while nobody has. */
  readonly answeredBy: string | undefined;
}

/** A report, before it is written in any format. Lists are in the order they are told in. */
export interface Report {
  /** "all series", "series by Ann on linux-iommu". */
  readonly about: string;
  readonly from: Date;
  readonly until: Date;
  /** How many series it is about, and how many stand where: in words. */
  readonly series: number;
  readonly stages: readonly { readonly name: string; readonly count: number }[];
  readonly landed: readonly MovedSeries[];
  /** Of which some patches landed, and others did not. */
  readonly partly: readonly MovedSeries[];
  readonly moved: readonly MovedSeries[];
  readonly cameIn: readonly NewSeries[];
  readonly stuck: readonly StuckSeries[];
}

export const formats = ['text', 'markdown', 'html'] as const;
export type Format = (typeof formats)[number];

/** A section with more series than this is no report but a list: the rest is counted. */
export const mostTold = 25;
