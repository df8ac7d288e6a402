import type { Desk } from './desk';
import type { Woven } from './diff';
import { DraftForm, draftsIn } from './draft-form';

interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Where on the page of a mail drafts stand, and where one is asked for: body lines, `end` the first after. */
export function placesAsked(desk: Desk | undefined, answers: string): readonly Lines[] {
  const kept = draftsIn(desk, answers, (at) => at !== undefined).flatMap(({ at }) => at ?? []);
  return [...kept, ...begun(desk, answers).map(({ at }) => at)];
}

/** The draft a page is asked to begin, unless one stands at its line already. */
function begun(
  desk: Desk | undefined,
  answers: string,
): readonly { readonly at: Lines; readonly id: string }[] {
  const { at, id = '' } = desk?.asked ?? {};
  if (at === undefined) return [];
  const isTaken = draftsIn(desk, answers, (kept) => kept?.end === at.end).length > 0;
  return isTaken ? [] : [{ at, id }];
}

/** Drafts at lines of a part of a mail, and the one that is asked for, to be woven in under them. */
export function wovenDrafts({
  desk,
  answers,
  back,
  lines,
  part,
}: {
  readonly desk: Desk | undefined;
  readonly answers: string;
  readonly back: string;
  /** Of the mail's text. */
  readonly lines: readonly string[];
  /** Body lines the part holds. */
  readonly part: Lines;
}): readonly Woven[] {
  if (!desk) return [];
  const isHere = ({ end }: Lines) => end - 1 >= part.start && end - 1 < part.end;
  const weaveIn = (
    at: Lines,
    more: { readonly newId: string } | { readonly draft: Desk['drafts'][number] },
  ) => ({
    bodyLine: at.end - 1,
    line: { glyph: 'draft' as const, isSure: true },
    content: (
      <DraftForm
        desk={desk}
        answers={answers}
        at={at}
        back={back}
        quoted={at.end - at.start > 1 ? lines.slice(at.start - 1, at.end - 1) : undefined}
        {...more}
      />
    ),
  });
  return [
    ...draftsIn(desk, answers, (at) => at !== undefined && isHere(at)).flatMap((draft) =>
      draft.at ? weaveIn(draft.at, { draft }) : [],
    ),
    ...begun(desk, answers)
      .filter(({ at }) => isHere(at))
      .map(({ at, id }) => weaveIn(at, { newId: id })),
  ];
}
