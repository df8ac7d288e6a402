import { groupOf, states, type RemarkView, type State } from '../../lib/query/index';
import { correctPath } from './discussion-links';

/** What a reader can say of the state and the place of a remark that asks for something. Works without script. */
export function StateForm({ remark, state }: { readonly remark: RemarkView; readonly state: State }) {
  return (
    <form className="acts" action="/correct" method="post">
      {/* Enter in a field presses the first button, which must not be an answer. */}
      <button type="submit" disabled hidden />
      <input type="hidden" name="reply" value={remark.reply} />
      <input type="hidden" name="line" value={remark.startLine} />
      <input type="hidden" name="block" value={remark.block} />
      {groupOf(state) === 'confirm' ? (
        <button className="btn" name="state" value="resolved">
          Confirm
        </button>
      ) : null}
      <a className="btn" href={correctPath(remark.reply, remark.startLine)} rel="nofollow">
        Correct place
      </a>
      <details>
        <summary className="btn">Set state</summary>
        <p>
          <label>
            Why <input type="text" name="reason" maxLength={2000} />
          </label>
          <label>
            Your name <input type="text" name="author" maxLength={100} autoComplete="name" />
          </label>
        </p>
        <p>
          {states.map((each) => (
            <button className="btn" name="state" value={each} disabled={each === state} key={each}>
              {each}
            </button>
          ))}
          <button className="btn" name="state" value="no-ask">
            asks for nothing
          </button>
        </p>
      </details>
    </form>
  );
}
