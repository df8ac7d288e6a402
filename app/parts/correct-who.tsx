/** Who says so and why, in a form that takes a correction, and what becomes of the word. */
export function CorrectWho({ author }: { readonly author: string }) {
  return (
    <>
      <p className="who">
        <label>
          Your name <input type="text" name="author" maxLength={100} defaultValue={author} />
        </label>
        <label>
          Reason <input type="text" name="reason" maxLength={2000} placeholder="optional" />
        </label>
      </p>
      <p className="muted">
        What you say is kept with your name and the time, outranks what was inferred, stays through every
        rebuild, and can be taken back. Nothing is sent to anyone.
      </p>
    </>
  );
}
