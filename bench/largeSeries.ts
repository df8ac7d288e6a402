/** A large series, made up: 13 versions of 20 patches with 1,500 mails in all, half of the replies ask for something. */
export const largeSeries = {
  versions: 13,
  patches: 20,
  /** Path of its page. */
  path: '/series/pool-grow-by-itself',
} as const;

const { versions: VERSIONS, patches: PATCHES } = largeSeries;
const MAILS = 1_500;
const LINES = 60;

/** Its mails, raw. */
export function largeThread(): readonly string[] {
  const postings: string[] = [];
  const replies: string[] = [];
  const repliesEach = Math.ceil((MAILS - VERSIONS * (PATCHES + 1)) / (VERSIONS * PATCHES));
  for (let version = 1; version <= VERSIONS; version += 1) {
    const v = version === 1 ? '' : ` v${version}`;
    postings.push(
      mail(
        `v${version}-0`,
        `[PATCH${v} 0/${PATCHES}] pool: grow by itself`,
        undefined,
        version * 100,
        'The pool grows.',
      ),
    );
    for (let number = 1; number <= PATCHES; number += 1) {
      const id = `v${version}-${number}`;
      const text = patchText(number, version);
      postings.push(
        mail(
          id,
          `[PATCH${v} ${number}/${PATCHES}] pool: step ${number}`,
          `v${version}-0`,
          version * 100,
          text,
        ),
      );
      let parent = id;
      for (let at = 0; at < repliesEach; at += 1) {
        if (postings.length + replies.length >= MAILS) break;
        replies.push(reply(`${id}-r${at}`, parent, version * 100 + at + 1, at, number, version));
        parent = at % 2 === 0 ? `${id}-r${at}` : id;
      }
    }
  }
  return [...postings, ...replies];
}

function line(number: number, at: number, version: number): string {
  // A tenth of the lines is another one in each version.
  const turn = (at + version) % 10 === 0 ? version : 0;
  return `+	value_${number}_${at} = pool_step(pool, ${at}, ${turn});`;
}

function patchText(number: number, version: number): string {
  const lines = Array.from({ length: LINES }, (_, at) => line(number, at, version));
  return [
    `Step ${number} lets the pool grow by itself when it is short.`,
    '',
    'Signed-off-by: Ann Author <ann@example.org>',
    '---',
    `Changes in v${version}:`,
    `- use pool_step() in value_${number}_${version}`,
    '',
    `diff --git a/pool/part${number}.c b/pool/part${number}.c`,
    `--- a/pool/part${number}.c`,
    `+++ b/pool/part${number}.c`,
    `@@ -1,2 +1,${LINES + 2} @@ int step_${number}(void)`,
    ' {',
    ...lines,
    ' }',
  ].join('\n');
}

function reply(
  id: string,
  parent: string,
  hour: number,
  at: number,
  number: number,
  version: number,
): string {
  const first = (at * 13) % (LINES - 4);
  const quote = Array.from({ length: 4 }, (_, n) => `> ${line(number, first + n, version)}`).join('\n');
  const said =
    at % 2 === 0
      ? `Please check value_${number}_${first + 3} here, pool_step() may fail.`
      : 'You are right, will fix in the next version.';
  const from = at % 2 === 0 ? 'Rob Reader <rob@example.net>' : 'Ann Author <ann@example.org>';
  const inner =
    at % 2 === 0 ? quote : `> Please check value_${number}_${first - 10} here, pool_step() may fail.`;
  return mail(
    id,
    `Re: [PATCH ${number}/${PATCHES}] pool: step ${number}`,
    parent,
    hour,
    `${inner}\n\n${said}\n`,
    from,
  );
}

function mail(
  id: string,
  subject: string,
  parent: string | undefined,
  hour: number,
  text: string,
  from = 'Ann Author <ann@example.org>',
): string {
  return [
    `From: ${from}`,
    `Message-ID: <${id}@bench.example>`,
    ...(parent === undefined ? [] : [`In-Reply-To: <${parent}@bench.example>`]),
    `Subject: ${subject}`,
    `Date: ${new Date(Date.UTC(2024, 0, 1) + hour * 3_600_000).toUTCString()}`,
    '',
    text,
  ].join('\n');
}
