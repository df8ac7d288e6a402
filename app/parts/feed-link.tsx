/** A link to an Atom feed for who reads. */
export function FeedLink({ href, name = 'Feed' }: { readonly href: string; readonly name?: string }) {
  return (
    <a href={href} type="application/atom+xml">
      {name}
    </a>
  );
}

/** The same for a program that looks for the feeds of a page: React puts it into the head. It stands beside what is only written. */
export function FeedFound({ href, title }: { readonly href: string; readonly title: string }) {
  return <link rel="alternate" type="application/atom+xml" href={href} title={title} />;
}
