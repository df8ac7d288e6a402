import type { StatusPage } from '../../lib/query/index';
import { TableLinks } from './table-links';
import { Ago } from './time';

/** The trees in which patches are looked for: what each holds, how far it is read, and why not. */
export function Trees({ trees }: { readonly trees: StatusPage['trees'] }) {
  return (
    <>
      <h2>Trees {trees.length === 0 ? null : <TableLinks path="/status" table="trees" />}</h2>
      {trees.length === 0 ? (
        <p className="muted">
          None is followed: how far patches came is told by mail alone. <code>LOREVIEW_GIT</code> names local
          clones.
        </p>
      ) : (
        <div className="scroll-x">
          <table className="list">
            <thead>
              <tr>
                <th scope="col">tree</th>
                <th scope="col">where</th>
                <th scope="col">commits</th>
                <th scope="col">state</th>
                <th scope="col">last read</th>
              </tr>
            </thead>
            <tbody>
              {trees.map((tree) => (
                <tr key={tree.id}>
                  <th scope="row">{tree.name}</th>
                  <td className="mono">{tree.place}</td>
                  <td>{tree.commits.toLocaleString('en')}</td>
                  <td>
                    {treeState(tree)}
                    {tree.problem === undefined ? null : <span className="why">{tree.problem}</span>}
                  </td>
                  <td>
                    <Ago date={tree.readAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** How far a tree is read, in words. */
export function treeState({
  goal,
  problem,
  source,
  shallow,
  tip,
  isLeft,
}: StatusPage['trees'][number]): string {
  if (problem !== undefined)
    return tip === undefined ? 'not read' : 'could not be read again; what was read stays';
  if (isLeft) return 'not looked at any more; what was read stays';
  if (goal)
    return `reading: ${goal.done.toLocaleString('en')} of ${goal.total.toLocaleString('en')} new commits`;
  if (source === 'github') return 'asked at GitHub';
  if (tip === undefined) return 'not read yet';
  return shallow === ''
    ? `read to ${tip.slice(0, 12)}`
    : `read to ${tip.slice(0, 12)}; it is shallow, older commits are not there`;
}
