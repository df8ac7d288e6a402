import type { ReactNode } from 'react';
import { groupOf, type ConversationView, type RemarkView } from '../../lib/query/index';
import { asksOf } from './discussion-asked';
import { draftsBelow, RemarkItem, type Writing } from './discussion-remark';
import { firstWords, lastName, plural } from './discussion-words';

/** From this many remarks on the middle is folded; a discussion of six fits on a screen. */
const foldsFrom = 7;

/** Above a diff, which is what the page is for, already from this many on. */
const shortFoldsFrom = 3;

/** The remarks of a discussion, one under the other; the middle of a long one is a line that opens. */
export function Talk({
  conversation,
  path,
  hidesFirstQuote,
  isShort,
  writing,
}: {
  readonly conversation: ConversationView;
  readonly path: string | undefined;
  readonly hidesFirstQuote: boolean;
  readonly isShort: boolean;
  readonly writing: Writing | undefined;
}) {
  const { remarks } = conversation;
  const showsState = asksOf(conversation).length > 1;
  const items: ReactNode[] = [];
  let folded: RemarkView[] = [];
  const show = (remark: RemarkView): ReactNode => (
    <RemarkItem
      key={`${remark.reply}/${remark.block}`}
      remark={hidesFirstQuote && remark === remarks[0] ? { ...remark, quote: [] } : remark}
      previous={remarks[remarks.indexOf(remark) - 1]}
      path={path}
      isAlone={remarks.length === 1}
      showsState={showsState}
      writing={writing}
    />
  );
  const endFold = (): void => {
    const [only] = folded;
    if (folded.length === 1 && only) items.push(show(only));
    else if (folded.length > 1) {
      items.push(
        <details className="fold" key={`fold-${items.length}`}>
          <summary className={`depth-${Math.min(...folded.map(depthOf))}`}>
            <span>
              {plural(folded.length, 'remark')}: {listWords(folded)}
            </span>
          </summary>
          {folded.map(show)}
        </details>,
      );
    }
    folded = [];
  };
  const staysAnyway = isShort ? needsSomebody : staysInLong(remarks);
  const stays = (remark: RemarkView) => staysAnyway(remark) || draftsBelow(remark, writing).length > 0;
  remarks.forEach((remark, index) => {
    if (index === 0 || remarks.length < (isShort ? shortFoldsFrom : foldsFrom) || stays(remark)) {
      endFold();
      items.push(show(remark));
    } else folded.push(remark);
  });
  endFold();
  return <>{items}</>;
}

/** What a short talk shows behind its first remark: what somebody still has to do something about. */
function needsSomebody({ asked }: RemarkView): boolean {
  return asked !== undefined && groupOf(asked.state) === 'unsettled';
}

/** What a long talk shows of its middle and end: the last word, diffs, and what a state rests on. */
function staysInLong(remarks: readonly RemarkView[]): (remark: RemarkView) => boolean {
  const evidence = new Set(
    remarks.flatMap(({ asked }) =>
      (asked?.evidence ?? []).flatMap((one) => (one.kind === 'reply' ? `${one.block} ${one.mail}` : [])),
    ),
  );
  return (remark) =>
    remark === remarks.at(-1) ||
    remark.counterDiffs.length > 0 ||
    needsSomebody(remark) ||
    evidence.has(`${remark.block} ${remark.reply}`);
}

function depthOf(remark: RemarkView): number {
  return Math.min(remark.depth, 4);
}

/** First words of so many remarks tell what a fold is about; more is read faster by opening it. */
const mostListed = 5;

function listWords(remarks: readonly RemarkView[]): string {
  const listed = remarks.slice(0, mostListed).map(wordsOf).join(', ');
  const left = remarks.length - mostListed;
  return left > 0 ? `${listed} and ${left} more` : listed;
}

function wordsOf(remark: RemarkView): string {
  const words = firstWords(remark, 40);
  return words === '' ? lastName(remark.name) : `${lastName(remark.name)} "${words}"`;
}
