/** The field that takes a link. Works without script: the answer is a page that shows the progress. */
export function FollowForm({
  problem,
  pasted,
}: {
  readonly problem: string | undefined;
  readonly pasted: string;
}) {
  return (
    <form className="follow" action="/follow" method="post">
      <label htmlFor="follow-link">Follow</label>
      <input
        id="follow-link"
        type="text"
        name="link"
        required
        maxLength={2000}
        defaultValue={pasted}
        placeholder="https://lore.kernel.org/... or a Message-ID"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : 'follow-problem'}
      />
      <button className="btn primary" type="submit">
        Add
      </button>
      {problem === undefined ? null : (
        <p id="follow-problem" className="note fail" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
