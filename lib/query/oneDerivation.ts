import { select } from '../store/index';

/** A series is derived again within a fraction of a second only while mail streams in; then a page shows what it has. */
const mostTries = 3;

/**
 * Makes a page of a series that asks several questions. When the series is derived again between two of them its rows have another id, and
 * what is asked by the old one finds nothing: the page would show a patch without its remarks. So it is made again.
 *
 * @param name Of the series: its slug, or what `idNow` knows it by.
 * @param idNow The id of the series now.
 */
export async function ofOneDerivation<Page>(
  name: string,
  make: () => Promise<Page>,
  idNow: (name: string) => Promise<number | undefined> = idOf,
): Promise<Page> {
  let before = await idNow(name);
  for (let tries = 1; ; tries += 1) {
    const page = await make();
    const after = await idNow(name);
    if (after === before || tries === mostTries) return page;
    before = after;
  }
}

async function idOf(slug: string): Promise<number | undefined> {
  const [row] = await select<{ id: number }>`SELECT id FROM series WHERE slug = ${slug}`;
  return row?.id;
}
