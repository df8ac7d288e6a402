import type { ReactNode } from 'react';
import { markupOf } from './markup';
import { holdMarkup } from './markup-held';
import { StillShell, type StillTag } from './still-shell';

/**
 * An element whose content is written once, on the server, and left alone in the browser: reading, links and forms.
 * What moves in the browser stands beside it.
 */
export function Still({
  tag,
  id,
  className,
  children,
}: {
  readonly tag: StillTag;
  readonly id?: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return <StillShell tag={tag} id={id} className={className} name={holdMarkup(markupOf(children))} />;
}
