import type { Remark, RemarkRef } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Maintainers } from '../maintainers/index';
import type { Recognition, Series } from '../series/index';
import type { Cast } from './cast';
import type { Journey } from './journey';
import type { Objection, RemarkStatus, Tag, Word } from './status';
import type { Asked } from './talk';

/** What is known of a series when its turns are told. */
export interface TurnSources {
  readonly recognition: Recognition;
  readonly series: Series;
  /** A remark that was said by then. */
  readonly remarkAt: (ref: RemarkRef) => Remark | undefined;
  readonly journey: Journey;
  readonly cast: Cast;
  readonly asked: readonly Asked[];
  /** What became of the remarks that ask. */
  readonly states: ReadonlyMap<Remark, RemarkStatus | undefined>;
  readonly tags: readonly Tag[];
  readonly objections: readonly Objection[];
  readonly words: readonly Word[];
  readonly isSame: (a: MessageId, b: MessageId) => boolean | undefined;
  readonly maintainers: Maintainers | undefined;
}
