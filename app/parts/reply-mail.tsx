import type { Reply } from '../../lib/compose/index';

/** A reply exactly as it will go out; what the reader wrote stands out from what is quoted. */
export function ReplyText({ reply }: { readonly reply: Reply }) {
  const named = (boxes: Reply['to']) =>
    boxes.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
  const headers: readonly (readonly [string, string])[] = [
    ['From', named([reply.from])],
    ['To', named(reply.to)],
    ...(reply.cc.length > 0 ? [['Cc', named(reply.cc)] as const] : []),
    ['Subject', reply.subject],
    ...(reply.inReplyTo === undefined ? [] : [['In-Reply-To', reply.inReplyTo] as const]),
    ['Message-ID', reply.id],
  ];
  return (
    <div className="letter">
      <dl className="hdrs">
        {headers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {/* It scrolls sideways: the keyboard must reach it. */}
      <div className="lettertext" tabIndex={0} role="region" aria-label={`Text of ${reply.subject}`}>
        {runs(reply.body).map(({ isOwn, text }, index) => (
          <pre key={index} className={isOwn ? 'own' : undefined}>
            {/* HTML passes over a line break right behind the tag. */}
            {text.startsWith('\n') ? `\n${text}` : text}
          </pre>
        ))}
      </div>
    </div>
  );
}

interface Run {
  readonly isOwn: boolean;
  readonly text: string;
}

/** Stretches of a body: the reader's own lines with empty ones between them, and the others. */
function runs(body: string): readonly Run[] {
  const lines = body.replace(/\n$/, '').split('\n');
  const isQuote = (line: string, index: number) => index === 0 || line.startsWith('>') || line === '[...]';
  const isOwn = lines.map((line, index) => !isQuote(line, index) && line !== '');
  // Empty lines belong to what stands around them when that is one text.
  lines.forEach((line, index) => {
    if (line !== '' || index === 0) return;
    const next = lines.findIndex((other, at) => at > index && other !== '');
    isOwn[index] =
      isOwn[index - 1] === true && next > 0 && isOwn[next] !== false && !isQuote(lines[next] ?? '', next);
  });
  const found: { isOwn: boolean; lines: string[] }[] = [];
  lines.forEach((line, index) => {
    const last = found.at(-1);
    if (last && last.isOwn === isOwn[index]) last.lines.push(line);
    else found.push({ isOwn: isOwn[index] === true, lines: [line] });
  });
  return found.map((run) => ({ isOwn: run.isOwn, text: `${run.lines.join('\n')}\n` }));
}

/** Own lines longer than this are told of: netiquette has mail within 80 columns, quotes of it too. */
const widest = 76;

/** What is worth a look before the mail goes. */
export function ReplyChecked({ reply, lines }: { readonly reply: Reply; readonly lines: number }) {
  const body = reply.body.split('\n');
  const quoted = body.filter((line) => line.startsWith('>')).length;
  const long = runs(reply.body)
    .filter(({ isOwn }) => isOwn)
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.length > widest).length;
  return (
    <div className="checked">
      <h3>Checked</h3>
      <p>
        {quoted} of {lines} lines of the mail quoted, none wrapped.{' '}
        {long === 0
          ? `No line of yours is longer than ${widest} columns.`
          : `${long === 1 ? 'One line of yours is' : `${long} lines of yours are`} longer than ${widest} columns; they go as they are.`}
      </p>
      {reply.problems.map(({ where, what }, index) => (
        <p className="note" key={index}>
          {where}: {what}
        </p>
      ))}
    </div>
  );
}
