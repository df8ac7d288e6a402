import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlightLines, languageOf, type LanguageName } from './syntax';

test.each([
  ['drivers/iommu/intel/prq.c', 'c'],
  ['arch/x86/entry/entry_64.S', 'c'],
  ['include/linux/iommu.h', 'c'],
  ['drivers/iommu/intel/Kconfig', 'kconfig'],
  ['Kconfig.debug', 'kconfig'],
  ['drivers/iommu/intel/Makefile', 'makefile'],
  ['scripts/Makefile.lib', 'makefile'],
  ['arch/arm64/boot/dts/qcom/sm8550.dtsi', 'dts'],
  ['Documentation/devicetree/bindings/x.yaml', 'yaml'],
  ['rust/kernel/lib.rs', 'rust'],
  ['tools/testing/selftests/x.sh', 'bash'],
  ['MAINTAINERS', undefined],
  ['Documentation/iommu.rst', undefined],
  ['constructor', undefined],
  ['a.__proto__', undefined],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});

/** Shows inks as `ink:text`, joined by "|". */
function inks(lines: readonly string[], language: LanguageName): readonly string[] {
  return highlightLines(lines, language).map((spans) =>
    spans.flatMap((span) => (span.ink === undefined ? [] : `${span.ink}:${span.text}`)).join('|'),
  );
}

test.each<[string, LanguageName, string[], string[]]>([
  ['keyword and number', 'c', ['return 0x10;'], ['keyword:return|number:0x10']],
  ['preprocessor', 'c', ['#define A 1'], ['preprocessor:#|keyword:define|preprocessor: A 1']],
  ['a comment over lines', 'c', ['/* a', ' * b */ int c;'], ['comment:/* a', 'comment: * b */|keyword:int']],
  [
    'a hunk that begins inside a comment',
    'c',
    [' * was here */', 'int a;'],
    ['comment: * was here */', 'keyword:int'],
  ],
  [
    'a hunk that is all comment',
    'c',
    [' * one', ' *', ' * if two'],
    ['comment: * one', 'comment: *', 'comment: * if two'],
  ],
  ['what looks like markup', 'c', ['a = "</span><b>&amp;";'], ['string:"</span><b>&amp;"']],
  [
    'Kconfig',
    'kconfig',
    ['config INTEL_IOMMU_SVM', '\tselect IOMMU_IOPF'],
    ['keyword:config', 'keyword:select'],
  ],
  ['Makefile', 'makefile', ['obj-$(CONFIG_A) += a.o'], ['preprocessor:$(CONFIG_A)']],
])('%s', (_, language, lines, expected) => {
  expect(inks(lines, language)).toEqual(expected);
});

test('spans joined are the line, whatever the text and language', () => {
  const line = fc.string({ unit: fc.constantFrom(...'ab "\'/*#<>&;=\t{}\r$(_)0\\é-|`'), maxLength: 30 });
  const language = fc.constantFrom<LanguageName>(
    'c',
    'kconfig',
    'makefile',
    'python',
    'yaml',
    'bash',
    'dts',
    'rust',
    'perl',
    'xml',
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), language, (lines, name) => {
      const joined = highlightLines(lines, name).map((spans) => spans.map((span) => span.text).join(''));
      expect(joined).toEqual(lines);
    }),
    { numRuns: 300 },
  );
});
