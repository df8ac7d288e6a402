import type { HLJSApi, Language } from 'highlight.js';

/** The language of Kconfig files (kernel documentation, kbuild/kconfig-language). Help text is left plain. */
export function kconfig(hljs: HLJSApi): Language {
  return {
    name: 'Kconfig',
    keywords: {
      $pattern: /[a-z_]+/,
      keyword:
        'config menuconfig choice endchoice comment menu endmenu if endif source mainmenu ' +
        'bool tristate string hex int def_bool def_tristate prompt default depends on select imply visible range help modules option',
    },
    contains: [
      hljs.HASH_COMMENT_MODE,
      hljs.QUOTE_STRING_MODE,
      hljs.APOS_STRING_MODE,
      { scope: 'meta', begin: /\$\([A-Za-z0-9_,.-]{1,80}\)/ },
      { scope: 'number', begin: /\b(?:0x[0-9a-fA-F]{1,16}|\d{1,10})\b/ },
    ],
  };
}
