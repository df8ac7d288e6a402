'use client';

import { useState } from 'react';
import { takeMarkup } from './markup-held';

export type StillTag = 'main' | 'div';

/**
 * The element around still content. In the browser the content is what the server wrote there: React leaves it, and
 * has it at hand should it ever have to make the page anew.
 */
export function StillShell({
  tag: Tag,
  id,
  className,
  name,
}: {
  readonly tag: StillTag;
  readonly id: string | undefined;
  readonly className: string | undefined;
  readonly name: string;
}) {
  const [html] = useState(() =>
    typeof document === 'undefined'
      ? takeMarkup(name)
      : (document.querySelector(`[data-still="${name}"]`)?.innerHTML ?? ''),
  );
  return (
    <Tag
      id={id}
      className={className}
      data-still={name}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
