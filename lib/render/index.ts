export { columnsOf } from './columns';
export { viewSaid, type CounterDiff, type Said, type SaidPiece } from './counter';
export { viewFile, type CodeRow, type DiffRow, type FileView, type OtherRow } from './file';
export {
  compactHtml,
  escapeText,
  splitHtml,
  textHtml,
  unifiedHtml,
  type GlyphName,
  type SpokenLine,
  type SpokenLines,
} from './html';
export { interdiffHtml } from './interdiff';
export { viewPosting, type PostingOptions, type PostingView, type TextPart, type TextRow } from './posting';
export { sideBySide, type SplitRow } from './split';
export { linkText, safeAddress, type TextSpan } from './text';
export { bodyLinesOf, weave, type SpokenAt, type Stretch } from './weave';
