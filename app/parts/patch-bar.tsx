import { groupOf, groups, type ConversationView, type Look, type PatchPage } from '../../lib/query/index';
import { discussionId } from './discussion';
import { countAsked } from './discussion-asked';
import { comparePath, patchPath } from './discussion-links';
import { plural } from './discussion-words';
import type { DiffLayout } from './diff';
import { groupWords } from './state-words';

/**
 * The discussions that the keys n and p walk through: those that need somebody; where none does, those to confirm; where
 * there are none of these, all.
 */
export function conversationsToWalk(conversations: readonly ConversationView[]): readonly ConversationView[] {
  for (const group of ['unsettled', 'confirm'] as const) {
    const here = conversations.filter(({ state }) => state !== undefined && groupOf(state) === group);
    if (here.length > 0) return here;
  }
  return conversations;
}

function walkWords({ state }: ConversationView): string {
  const group = state && groupOf(state);
  return group === 'unsettled'
    ? 'next unsettled'
    : group === 'confirm'
      ? 'next to confirm'
      : 'next discussion';
}

export interface BarProps {
  readonly page: PatchPage;
  readonly layout: DiffLayout;
  readonly here: string;
  readonly isListShown: boolean;
  readonly hasDiff: boolean;
  readonly canReply: boolean;
}

/** Patch before and next, the next discussion, what is here, and other ways to look at it. */
export function Bar({ page, layout, here, isListShown, hasDiff, canReply }: BarProps) {
  const { conversations, slot, slots, series, version } = page;
  const at = slots.indexOf(slot);
  const search = layout === 'split' ? '?view=split' : '';
  const linkTo = (to: typeof slot | undefined): string | undefined =>
    to && patchPath(series.slug, version.slug, to.number) + search;
  const first = conversationsToWalk(conversations)[0];
  return (
    <div className="bar">
      <span className="seg">
        <StepLink href={linkTo(slots[at - 1])} rel="prev" hotkey="k" words="patch before" mark="◀" />
        <span className="btn still">
          {slot.number}/{page.total}
        </span>
        <StepLink href={linkTo(slots[at + 1])} rel="next" hotkey="j" words="next patch" mark="▶" />
      </span>
      {first ? (
        <a className="btn primary" href={`#${discussionId(first)}`}>
          <kbd>n</kbd> {walkWords(first)}
        </a>
      ) : null}
      <span className="pos">
        <CountsHere page={page} />
      </span>
      {hasDiff ? (
        <span className="push seg only-wide">
          <a
            className="btn"
            href={here}
            aria-current={layout === 'unified' ? 'true' : undefined}
            data-key={layout === 'split' ? 'v' : undefined}
          >
            unified
          </a>
          <a
            className="btn"
            href={`${here}?view=split`}
            aria-current={layout === 'split' ? 'true' : undefined}
            data-key={layout === 'unified' ? 'v' : undefined}
          >
            side by side
          </a>
        </span>
      ) : (
        <span className="push" />
      )}
      <Looks page={page} />
      {canReply ? (
        <a
          className="btn"
          href={`${here}?${layout === 'split' ? 'view=split&' : ''}reply=all#whole-drafts`}
          data-reply="all"
        >
          reply <kbd>r</kbd>
        </a>
      ) : null}
      <a
        className="btn only-list"
        href={`${here}?${layout === 'split' ? 'view=split&' : ''}list=${isListShown ? 'off' : 'on'}`}
        data-key="t"
      >
        {isListShown ? 'hide list' : 'list'} <kbd>t</kbd>
      </a>
    </div>
  );
}

interface StepLinkProps {
  readonly href: string | undefined;
  readonly rel: 'prev' | 'next';
  readonly hotkey: string;
  readonly words: string;
  readonly mark: string;
}

function StepLink({ href, rel, hotkey, words, mark }: StepLinkProps) {
  if (href === undefined) {
    return (
      <span className="btn still off" aria-hidden="true">
        {mark}
      </span>
    );
  }
  return (
    <a
      className="btn"
      href={href}
      rel={rel}
      data-key={hotkey}
      aria-label={words}
      title={`${words} (${hotkey})`}
    >
      {mark}
    </a>
  );
}

/** "1 unsettled, 2 to confirm, 3 settled": remarks that ask for something, as they are counted everywhere. Groups that are empty are left out. */
function CountsHere({ page }: { readonly page: PatchPage }) {
  const { conversations } = page;
  if (conversations.length === 0) return <>nobody has remarked on this mail</>;
  const counts = countAsked(conversations);
  const asked = groups.filter((group) => counts[group] > 0);
  const others = conversations.filter(({ state }) => state === undefined).length;
  return (
    <>
      {asked.map((group, index) => (
        <span key={group}>
          {index === 0 ? '' : ', '}
          <b>{counts[group]}</b> {groupWords[group]}
        </span>
      ))}
      {asked.length === 0 ? (
        <>
          <b>{others}</b> {others === 1 ? 'discussion' : 'discussions'}, nothing asked
        </>
      ) : others > 0 ? (
        `, ${plural(others, 'other discussion')}`
      ) : null}
    </>
  );
}

/** Ways to see only what changed: since the version before, and in a menu since any other, since one looked or spoke. */
function Looks({ page }: { readonly page: PatchPage }) {
  const { looks } = page;
  const newest = looks.findLast(({ since }) => since === 'version');
  if (looks.length === 0) return null;
  const linkTo = ({ version }: Look): string =>
    comparePath(
      page.series.slug,
      version.slug,
      page.version.slug,
      page.slot.number === 0 ? undefined : page.slot.number,
    );
  return (
    <span className="seg looks">
      {newest ? (
        <a className="btn" href={linkTo(newest)}>
          changed since {newest.version.label}
        </a>
      ) : null}
      <details className="menu">
        <summary className="btn">since ...</summary>
        <ul>
          {[...looks]
            .reverse()
            .sort((a, b) => lookOrder(a) - lookOrder(b))
            .map((look, index) => (
              <li key={index}>
                <a href={linkTo(look)}>
                  {lookWords(look)}{' '}
                  <span className="muted">{look.since === 'version' ? '' : look.version.label}</span>
                </a>
              </li>
            ))}
        </ul>
      </details>
    </span>
  );
}

function lookOrder({ since }: Look): number {
  return ['looked', 'version', 'spoke'].indexOf(since);
}

function lookWords({ since, name, version }: Look): string {
  switch (since) {
    case 'version':
      return `since ${version.label}`;
    case 'looked':
      return 'since you last looked';
    case 'spoke':
      return `since ${name ?? ''} remarked`;
  }
}
