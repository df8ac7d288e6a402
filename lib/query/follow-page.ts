import { database, findFollow, findFollows, type Follow } from '../store/index';

/** A follow with the series it led to. */
export interface FollowView extends Follow {
  readonly series: { readonly slug: string; readonly title: string } | undefined;
}

async function withSeries(follow: Follow): Promise<FollowView> {
  const series = await database().series.findFirst({
    where: { mails: { some: { messageId: follow.messageId } } },
    select: { slug: true, title: true },
  });
  return { ...follow, series: series ?? undefined };
}

/** One follow and how far it has come; undefined when there is none of that number. */
export async function findFollowPage(id: number): Promise<FollowView | undefined> {
  const follow = await findFollow(id);
  return follow && withSeries(follow);
}

/** Everything that is followed, oldest first. */
export async function findFollowList(): Promise<readonly FollowView[]> {
  return Promise.all((await findFollows()).map(withSeries));
}
