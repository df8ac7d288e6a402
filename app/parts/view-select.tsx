import type { KeptView, SavedView } from '../../lib/query/index';

/** One of the filters that the reader of this machine gave a name, as a field of a form; nothing where there are none. */
export function ViewSelect({
  views,
  chosen,
}: {
  readonly views: readonly SavedView[];
  readonly chosen: KeptView | undefined;
}) {
  if (views.length === 0) return null;
  return (
    <label>
      view{' '}
      <select name="view" defaultValue={chosen?.name ?? ''}>
        <option value="">none</option>
        {views.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
