import type { MessageId } from '../mail/index';
import { parseSubject } from '../patch/index';
import type { Batch } from './batch';
import type { SeriesCorrection } from './series';

const versionLabel =
  /^(?=\S)(?:RFC)?(?:(?:^| )PREVIEW)?(?:(?:^| )v\d{1,4}(?:\.\d{1,3})?)?(?:(?:^| )RESEND)?$/i;

/** True for what a version can be called by hand: "RFC", "RFC PREVIEW v2", "v2.1", "v3 RESEND". */
export function isVersionLabel(label: string): boolean {
  return versionLabel.test(label);
}

/**
 * Batches with what people said of their versions in the place of what the subjects say; of several words on one
 * batch the last counts, for the label and for the place each.
 *
 * @param batchAt index of the batch a mail is of, or speaks to.
 */
export function asSaid(
  batches: readonly Batch[],
  batchAt: (id: MessageId) => number | undefined,
  corrections: readonly SeriesCorrection[],
): Batch[] {
  const said = [...batches];
  for (const correction of corrections) {
    if (correction.kind !== 'version' || !isVersionLabel(correction.label)) continue;
    const at = batchAt(correction.posting);
    const batch = at === undefined ? undefined : said[at];
    if (at === undefined || !batch) continue;
    // The brackets' grammar reads the label, so both understand the same.
    const { version, versionText, isRfc, isPreview, isResend } = parseSubject(
      `[PATCH ${correction.label}] x`,
    );
    const marks = { version, versionText, isRfc, isPreview, isResend };
    const follows = correction.after === undefined ? at : (batchAt(correction.after) ?? at);
    const after = follows === at ? batch.after : batches[follows]?.head.mail.id;
    said[at] = { ...batch, marks, after };
  }
  return said;
}
