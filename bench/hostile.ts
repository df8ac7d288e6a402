/** Mails made to be hard: large, deep, all alike, damaged. Each case grows with `size`, whose largest is named by its title. */
export interface HostileCase {
  readonly title: string;
  /** `size` at 1x; measured at 1x, 2x, 4x and 8x. */
  readonly size: number;
  readonly mails: (size: number) => readonly string[];
}

const subject = 'cache: drop the last reference late';

function mail(id: string, text: string, parents: readonly string[] = [], minute = 0): string {
  const isReply = parents.length > 0;
  const date = new Date(Date.UTC(2024, 2, 1, 12) + minute * 60_000).toUTCString().replace('GMT', '+0000');
  const headers = [
    `From: ${isReply && minute % 2 ? 'Rob Reader <rob@example.net>' : 'Ann Author <ann@example.org>'}`,
    'To: cache@lists.example.org',
    `Subject: ${isReply ? 'Re: ' : ''}[PATCH] ${subject}`,
    `Date: ${date}`,
    `Message-ID: <${id}@example.org>`,
    ...(isReply
      ? [
          `In-Reply-To: <${parents.at(-1) ?? ''}@example.org>`,
          `References: ${parents.map((parent) => `<${parent}@example.org>`).join('\n ')}`,
        ]
      : []),
  ];
  return `${headers.join('\n')}\n\n${text}\n`;
}

/** Lines of code, of which a third are repeated all over (braces, returns). */
function code(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    at % 6 === 2
      ? '\t\treturn -EINVAL;'
      : at % 6 === 3
        ? '\t}'
        : `\tentry_${at}->value = read_${at}(cache, ${at});`,
  );
}

function patch(lines: readonly string[]): string {
  return [
    'The walker needs all of this.',
    '',
    'Signed-off-by: Ann Author <ann@example.org>',
    '---',
    ` cache.c | ${lines.length} +`,
    ` 1 file changed, ${lines.length} insertions(+)`,
    '',
    'diff --git a/cache.c b/cache.c',
    '--- a/cache.c',
    '+++ b/cache.c',
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
  ].join('\n');
}

/** Quotes all lines, with a remark after every `every` of them. */
function quoteAll(text: string, every: number, mark = '> '): string {
  return text
    .split('\n')
    .flatMap((line, at) => [
      `${mark}${line}`,
      ...(at % every === every - 1 ? ['', `Why so, at ${at}?`, ''] : []),
    ])
    .join('\n');
}

function patchAndReply(lines: readonly string[], quote: (text: string) => string): readonly string[] {
  const text = patch(lines);
  return [mail('patch', text), mail('reply', quote(text), ['patch'], 1)];
}

/** Words filled anew at another width, as some mailers do with what they quote. */
function filled(text: string): string {
  const words = text.split(/\s+/);
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += 7) lines.push(`> ${words.slice(at, at + 7).join(' ')}`);
  return lines.join('\n');
}

/** 40 characters a line: so many lines are a megabyte. */
const linesOfMegabyte = 26_000;

export const hostileCases: readonly HostileCase[] = [
  {
    title: 'a reply of 2 MB that quotes a patch of 2 MB, a remark every 50 lines',
    size: (2 * linesOfMegabyte) / 8,
    mails: (size) => patchAndReply(code(size), (text) => quoteAll(text, 50)),
  },
  {
    title: 'the same, a remark under every line, each answered',
    size: (2 * linesOfMegabyte) / 16,
    mails: (size) => {
      const [first = '', second = ''] = patchAndReply(code(size), (text) => quoteAll(text, 1));
      const answered = quoteAll(second.slice(second.indexOf('\n\n') + 2), 4);
      return [first, second, mail('answer', answered, ['patch', 'reply'], 2)];
    },
  },
  {
    title: 'the same, the quote filled anew',
    size: (2 * linesOfMegabyte) / 8,
    mails: (size) => patchAndReply(code(size), (text) => `${filled(text)}\n\nWhy so?`),
  },
  {
    title: 'a reply of 2 MB that quotes nothing at hand',
    size: (2 * linesOfMegabyte) / 8,
    mails: (size) =>
      patchAndReply(code(size), (text) =>
        quoteAll(text.replaceAll('entry', 'lost').replaceAll('read', 'x'), 50),
      ),
  },
  {
    title: 'a patch of 2 MB answered below it without a mark',
    size: (2 * linesOfMegabyte) / 8,
    mails: (size) => patchAndReply(code(size), (text) => quoteAll(text, 50, '')),
  },
  {
    title: '10,000 equal lines, and all of them quoted but one, a remark every 100',
    size: 10_000 / 8,
    mails: (size) =>
      patchAndReply(Array<string>(size).fill('\treturn 0;'), (text) =>
        quoteAll(text.replace('+\treturn 0;\n', ''), 100),
      ),
  },
  {
    title: '80,000 lines of two kinds without order, every third left out',
    size: 10_000,
    mails: (size) =>
      patchAndReply(
        Array.from({ length: size }, (_, at) => ((at * at) % 7 < 3 ? '\t}' : '\treturn 0;')),
        (text) =>
          quoteAll(
            text
              .split('\n')
              .filter((_, at) => at % 3 > 0)
              .join('\n'),
            100,
          ),
      ),
  },
  {
    title: '200 lines of 10,000 quote levels',
    size: 10_000 / 8,
    mails: (size) =>
      patchAndReply(code(200), (text) =>
        text
          .split('\n')
          .map((line) => `${'> '.repeat(size)}${line}`)
          .join('\n'),
      ),
  },
  {
    title: 'a thread of 5,000 replies to one patch',
    size: 5_000 / 8,
    mails: (size) => {
      const lines = code(300);
      return [
        mail('patch', patch(lines)),
        ...Array.from({ length: size }, (_, at) => {
          const from = (at * 7) % 290;
          const quote = lines.slice(from, from + 5).map((line) => `> +${line}`);
          return mail(`reply${at}`, `${quote.join('\n')}\n\nWhy so, says ${at}?`, ['patch'], at + 1);
        }),
      ];
    },
  },
  {
    title: 'a chain of 500 replies, each quoting the whole one before it',
    size: 500 / 8,
    mails: (size) => {
      const mails = [mail('reply0', patch(code(40)))];
      let text = patch(code(40));
      const parents = ['reply0'];
      for (let at = 1; at < size; at += 1) {
        text = `${text
          .split('\n')
          .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
          .join('\n')}\n\nAnd then, says ${at}?`;
        mails.push(mail(`reply${at}`, text, parents, at));
        parents.push(`reply${at}`);
      }
      return mails;
    },
  },
  {
    title: '20,000 footers, signature marks, headers and separators, quotes far below',
    size: 20_000 / 8,
    mails: (size) =>
      patchAndReply(code(size), (text) =>
        [
          ...Array.from({ length: size }, () => 'To unsubscribe: no\n-- \n> \n-----Original Message-----\n'),
          ...Array.from({ length: size }, () => '> From: a\n> Sent: b\n>'),
          quoteAll(text, 100),
        ].join('\n'),
      ),
  },
  {
    title: '20,000 trailers, a remark under each',
    size: 20_000 / 8,
    mails: (size) => {
      const tags = Array.from({ length: size }, (_, at) => `Reviewed-by: Reader ${at} <${at}@example.org>`);
      const text = patch(code(10)).replace('Signed-off-by:', `${tags.join('\n')}\nSigned-off-by:`);
      return [mail('patch', text), mail('reply', quoteAll(text, 1), ['patch'], 1)];
    },
  },
  {
    title: '200 replies of 100 KB to a mail that is not there',
    size: 200 / 8,
    mails: (size) => [
      mail('patch', patch(code(2_500))),
      ...Array.from({ length: size }, (_, at) =>
        mail(
          `reply${at}`,
          quoteAll(patch(code(2_500)).replaceAll('entry', `e${at}`), 100),
          ['patch', 'gone'],
          at + 1,
        ),
      ),
    ],
  },
  {
    title: 'one line of 2 MB, and what it quotes',
    size: 2_000_000 / 8,
    mails: (size) =>
      patchAndReply(
        ['On x: '.repeat(size / 6)],
        (text) => `${quoteAll(text, 100)}\n${'On x: '.repeat(size / 6)}`,
      ),
  },
  {
    title: '100,000 attributions, greetings and courtesies without an end',
    size: 100_000 / 8,
    mails: (size) =>
      patchAndReply(
        code(10),
        (text) =>
          `${quoteAll(text, 5)}\n${'Hi Ann, thanks! Reviewed-by: a <b@c> On Monday <a@b> wrote '.repeat(size / 10)}\n${'On Monday\n'.repeat(size)}${'Thanks,\n\n'.repeat(size)}`,
      ),
  },
];
