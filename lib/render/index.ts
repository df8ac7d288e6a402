export { viewCounterDiff, type CounterDiff } from './counter';
export { viewFile, type CodeRow, type DiffRow, type FileView, type OtherRow } from './file';
export {
  compactHtml,
  escapeText,
  splitHtml,
  textHtml,
  unifiedHtml,
  type GlyphName,
  type SpokenLines,
} from './html';
export { viewPosting, type PostingOptions, type PostingView, type TextPart, type TextRow } from './posting';
export { sideBySide, type SplitRow } from './split';
export { linkText, safeAddress, type TextSpan } from './text';
