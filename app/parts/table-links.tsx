/** The same table as CSV and JSON: the address of its page with the format, and which table where the page has several. */
export function TableLinks({ path, table }: { readonly path: string; readonly table?: string }) {
  const link = (format: string): string => {
    const [page = '', query = ''] = path.split('?');
    const words = new URLSearchParams(query);
    words.delete('page');
    if (table !== undefined) words.set('table', table);
    words.set('format', format);
    return `${page}?${words.toString()}`;
  };
  return (
    <span className="tablelinks">
      <a href={link('csv')}>CSV</a> <a href={link('json')}>JSON</a>
    </span>
  );
}
