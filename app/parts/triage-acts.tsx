/** What can be done with a series: forms that work without script, each with its key for the desk. */
export function TriageActs({
  mail,
  back,
  people = [],
}: {
  /** The posting that names the series. */
  readonly mail: string;
  /** Where the answer leads back to without script. */
  readonly back: string;
  /** "Name <address>" of who can be assigned, offered while typing. */
  readonly people?: readonly string[];
}) {
  const common = (
    <>
      <input type="hidden" name="mail" value={mail} />
      <input type="hidden" name="back" value={back} />
    </>
  );
  return (
    <div className="acts">
      <form action="/triage/mark" method="post" data-mark="away">
        {common}
        <button className="btn" name="do" value="done" data-key="e">
          Done <kbd>e</kbd>
        </button>
      </form>
      <details className="menu">
        <summary className="btn" data-key="s">
          Snooze <kbd>s</kbd>
        </summary>
        <form action="/triage/mark" method="post" data-mark="away">
          {common}
          <input type="hidden" name="do" value="snooze" />
          <p className="menuhead">Snooze until</p>
          {untils.map(({ key, word, name }) => (
            <button key={key} name="until" value={word} data-menu-key={key}>
              <kbd>{key}</kbd> {name}
            </button>
          ))}
          <p>
            <kbd>d</kbd>{' '}
            <label>
              a date <input type="date" name="date" data-menu-key="d" />
            </label>{' '}
            <button className="btn" name="until" value="date">
              Set
            </button>
          </p>
        </form>
      </details>
      <details className="menu">
        <summary className="btn" data-key="a">
          Assign <kbd>a</kbd>
        </summary>
        <form action="/triage/mark" method="post" data-mark="stay">
          {common}
          <input type="hidden" name="do" value="assign" />
          <p className="menuhead">Assign to, for all who read here</p>
          <p>
            <label>
              Name &lt;address&gt;{' '}
              <input type="text" name="person" list="assignable" maxLength={300} size={26} />
            </label>{' '}
            <button className="btn">Assign</button>
          </p>
          <button name="person" value="me" formNoValidate>
            to me
          </button>
          <datalist id="assignable">
            {people.map((person) => (
              <option key={person} value={person} />
            ))}
          </datalist>
        </form>
      </details>
      <details className="menu">
        <summary className="btn" data-key="n">
          Note <kbd>n</kbd>
        </summary>
        <form action="/triage/mark" method="post" data-mark="stay">
          {common}
          <p className="menuhead">
            <label htmlFor="note-text">A note, for you alone</label>
          </p>
          <textarea id="note-text" name="text" rows={3} maxLength={4000} required />
          <button className="btn" name="do" value="note">
            Keep the note
          </button>
        </form>
      </details>
      <details className="menu">
        <summary className="btn" data-key="w">
          Turn <kbd>w</kbd>
        </summary>
        <form action="/triage/mark" method="post" data-mark="stay">
          {common}
          <p className="menuhead">Say whose turn it is, until somebody writes</p>
          <p>
            <label>
              turn{' '}
              <select name="on">
                <option value="author">author</option>
                <option value="reviewers">reviewers</option>
                <option value="maintainer">maintainer</option>
                <option value="nobody">nobody</option>
              </select>
            </label>
          </p>
          <p>
            <label>
              who, if it is known{' '}
              <input type="text" name="person" list="assignable" maxLength={300} size={22} />
            </label>
          </p>
          <p>
            <label>
              why <input type="text" name="reason" maxLength={500} size={26} />
            </label>
          </p>
          <button className="btn" name="do" value="turn">
            Say so
          </button>
        </form>
      </details>
      <form action="/triage/mark" method="post" data-mark="away">
        {common}
        <button className="btn" name="do" value="mute" data-key="m">
          Mute <kbd>m</kbd>
        </button>
      </form>
    </div>
  );
}

const untils = [
  { key: 'r', word: 'reply', name: 'somebody replies' },
  { key: 'v', word: 'version', name: 'the next version' },
  { key: '1', word: '1', name: 'tomorrow' },
  { key: '7', word: '7', name: 'in a week' },
] as const;
