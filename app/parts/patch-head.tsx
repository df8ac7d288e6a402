import type { PatchPage, PatchTag } from '../../lib/query/index';
import { Brief } from './brief';
import { CopyMessageId } from './copy-message-id';
import { slotTitle } from './diff-navigator';
import { comparePath, homePath, loreLink, mailPath, patchPath, rawPath } from './discussion-links';
import { shortTag } from './discussion-words';
import { Ago, When } from './time';

/** Title, people, versions and tags of one patch or cover letter. */
export function Head({ page }: { readonly page: PatchPage }) {
  const { posting, slot, version, series } = page;
  return (
    <>
      <p className="crumb">
        <a href={`/series/${series.slug}`} data-key="u">
          <Brief text={series.title} />
        </a>{' '}
        / {version.label} / {slot.number === 0 ? 'cover letter' : `${slot.number} of ${page.total}`}
      </p>
      <div className="shead">
        <div>
          <h1>
            <Brief text={slot.number === 0 ? (slot.title ?? 'Cover letter') : slotTitle(slot)} />
          </h1>
          <p className="facts">
            {page.author === undefined ? null : (
              <span>
                <b>
                  <Brief text={page.author} />
                </b>
                {posting?.via === undefined ? null : (
                  <span className="muted">
                    {' '}
                    via <Brief text={posting.via} />
                  </span>
                )}
                {posting && posting.fromName !== page.author ? (
                  <span className="muted">
                    {' '}
                    sent by <Brief text={posting.fromName} />
                  </span>
                ) : null}
              </span>
            )}
            {posting ? (
              <span>
                <When date={posting.sentAt} />, <Ago date={posting.sentAt} />
              </span>
            ) : null}
            {slot.messageId === undefined ? null : <a href={loreLink(slot.messageId)}>lore</a>}
            {posting ? <a href={rawPath(posting.messageId)}>raw</a> : null}
            {posting ? <a href={mailPath(posting.messageId)}>mail</a> : null}
            {slot.messageId === undefined ? null : <CopyMessageId messageId={slot.messageId} />}
            <Tags page={page} />
          </p>
        </div>
        <Versions page={page} />
      </div>
    </>
  );
}

/** Tags and objections up to this version: each leads to the remark it was given in, or to what changed since. */
function Tags({ page }: { readonly page: PatchPage }) {
  if (page.tags.length === 0)
    return page.posting ? (
      <span className="tag none">no tags given to it up to {page.version.label}</span>
    ) : null;
  return page.tags.map((tag, index) => <TagChip page={page} tag={tag} key={index} />);
}

function TagChip({ page, tag }: { readonly page: PatchPage; readonly tag: PatchTag }) {
  const doubt = doubtOf(tag);
  const given = page.versions.find(({ label }) => label === tag.version);
  const isElsewhere = given !== undefined && given.slug !== page.version.slug;
  const look =
    tag.holds === 'stale' && isElsewhere
      ? comparePath(page.series.slug, given.slug, page.version.slug, page.slot.number)
      : undefined;
  return (
    <span className={`tag ${tagClass(tag)}`}>
      <a href={`${homePath(tag.mail)}?block=${tag.block}`} title={tag.why}>
        <b>{shortTag(tag.key)}</b> <Brief text={tag.name} />
        {isElsewhere ? <span className="muted"> on {tag.version}</span> : null}
      </a>
      {doubt === undefined ? null : look === undefined ? (
        <i>{doubt}</i>
      ) : (
        <a href={look}>
          <i>{doubt}</i>
        </a>
      )}
      {tag.isLeftOut ? <i className="left-out">not picked up</i> : null}
    </span>
  );
}

function tagClass({ key, holds }: PatchTag): string {
  if (holds === 'against' || /^nack/i.test(key))
    return holds === 'lifted' || holds === 'withdrawn' ? 'given' : 'nack';
  return holds === 'yes' ? 'holds' : holds === 'given' || holds === 'lifted' ? 'given' : 'doubt';
}

/** The word that stands behind a tag which does not simply hold. */
function doubtOf({ holds }: PatchTag): string | undefined {
  switch (holds) {
    case 'yes':
    case 'given':
    case 'against':
      return undefined;
    case 'lifted':
      return 'taken back';
    case 'mismatch':
      return 'from another address';
    case 'stale':
    case 'conditional':
    case 'withdrawn':
      return holds;
  }
}

function Versions({ page }: { readonly page: PatchPage }) {
  return (
    <span className="vers" role="group" aria-label="The same patch in other versions">
      {page.versions.map((version) =>
        version.number === undefined ? (
          <span className="gone" key={version.slug} title={`${version.label} has no such patch`}>
            {version.label}
          </span>
        ) : (
          <a
            key={version.slug}
            className={version.kind === 'missing' ? 'hole' : undefined}
            href={patchPath(page.series.slug, version.slug, version.number)}
            aria-current={version.slug === page.version.slug ? 'page' : undefined}
            title={`${version.label} ${version.number}${version.kind === 'missing' ? ', the mail is not held' : ''}`}
          >
            {version.label}
            {version.kind === 'missing' ? '?' : ''}
          </a>
        ),
      )}
    </span>
  );
}
