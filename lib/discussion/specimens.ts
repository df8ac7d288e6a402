import type { Mail, Mailbox, MessageId } from '../mail/index';
import { recogniseSeries, type Recognition, type Series } from '../series/index';
import type { RemarkCorrection } from './corrections';
import type { Discussion, Remark } from './discussion';
import { placeRemarks } from './place';

// Mails written for the tests of this room.

export interface Letter {
  readonly id: string;
  readonly text: string;
  /** "Name <address>"; Rob replies, Ann posts. */
  readonly from?: string;
  readonly subject?: string;
  /** Nearest first. A reply without parents is to the patch. */
  readonly parents?: readonly string[];
  /** Minutes after noon on the first of March 2024. */
  readonly at?: number;
}

export const ann = 'Ann Author <ann@example.org>';
export const rob = 'Rob Reader <rob@example.net>';

const minute = 60_000;
const noon = Date.UTC(2024, 2, 1, 12);

export function messageId(text: string): MessageId {
  return text as MessageId;
}

function mailbox(text: string): Mailbox {
  const [, name = '', address = text] = /^(.*?) ?<(.*)>$/.exec(text) ?? [];
  return { name, address };
}

export function letter({ id, text, from = rob, subject, parents = ['patch'], at = 10 }: Letter): Mail {
  return {
    id: messageId(id),
    isIdMade: false,
    otherIds: [],
    subject: subject ?? 'Re: [PATCH] cache: drop the last reference late',
    from: mailbox(from),
    replyTo: [],
    to: [],
    cc: [],
    date: new Date(noon + at * minute),
    dateOffset: 0,
    parents: parents.map(messageId),
    lists: [],
    headers: [],
    text,
    textParts: [],
    attachments: [],
    problems: [],
  };
}

/** Line 1 to 44 of the patch the tests speak of; `lineOf` gives a line's number. */
export const patchText = `The last reference may go while the list is walked. Take the lock
first, and tell the walker that the entry is gone.

The walker then skips it without a second look.

Fixes: 1234567890ab ("cache: walk without a lock")
Signed-off-by: Ann Author <ann@example.org>
---
 cache.c | 12 +++++++++---
 cache.h |  2 ++
 2 files changed, 11 insertions(+), 3 deletions(-)

diff --git a/cache.c b/cache.c
index 1111111..2222222 100644
--- a/cache.c
+++ b/cache.c
@@ -10,12 +10,18 @@ static int cache_walk(struct cache *cache)
 	struct entry *entry;
 
 	list_for_each_entry(entry, &cache->list, node) {
-		if (!entry->used)
+		if (!entry->used) {
+			entry->gone = true;
 			continue;
+		}
 		visit(entry);
 	}
+	if (cache->broken) {
+		report(cache);
+		return -EIO;
+	}
 	return 0;
 }
@@ -40,3 +46,5 @@ static void cache_put(struct entry *entry)
 {
+	guard(spinlock)(&entry->lock);
+
 	kref_put(&entry->ref, cache_free);
 }
diff --git a/cache.h b/cache.h
--- a/cache.h
+++ b/cache.h
@@ -3,3 +3,4 @@ struct entry {
 	bool used;
+	bool gone;
 	struct kref ref;
`;

/** The number of the only line of the patch that begins with `start`. */
export function lineOf(start: string, text = patchText): number {
  const at = text.split('\n').findIndex((line) => line.startsWith(start));
  if (at < 0) throw new Error(`No line begins with ${JSON.stringify(start)}.`);
  return at + 1;
}

export const patch = letter({
  id: 'patch',
  text: patchText,
  from: ann,
  subject: '[PATCH] cache: drop the last reference late',
  parents: [],
  at: 0,
});

export interface Told {
  readonly recognition: Recognition;
  readonly series: Series;
  readonly discussion: Discussion;
}

/** The discussion of the only series in the mails. */
export function discuss(mails: readonly Mail[], corrections: readonly RemarkCorrection[] = []): Told {
  const recognition = recogniseSeries(mails);
  const [series] = recognition.series;
  if (!series) throw new Error('The mails hold no series.');
  return { recognition, series, discussion: placeRemarks(recognition, series, corrections) };
}

/** Remarks of replies to the patch, most briefly: what, where, which they answer, how they begin. */
export function remarksOf(...replies: readonly Mail[]): readonly string[] {
  return discuss([patch, ...replies]).discussion.remarks.map(brief);
}

/** "inline patch:23 <r1#1> Why not ..." */
export function brief(remark: Remark): string {
  const { anchor, answers } = remark;
  const place =
    anchor.kind === 'line'
      ? `${anchor.patch}:${anchor.bodyLine}${anchor.precise ? '' : '?'}`
      : anchor.kind === 'unplaced'
        ? anchor.why
        : anchor.kind === 'unheld'
          ? `${anchor.patch}:"${anchor.quotedLine ?? ''}"`
          : anchor.patch;
  const to = answers ? ` <${answers.reply}#${answers.block}>` : '';
  return `${remark.kind} ${place}${to} ${remark.text.split('\n')[0] ?? ''}`;
}

/** Text quoted once more. */
export function quoted(text: string, mark = '> '): string {
  return text
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd())
    .join('\n');
}
