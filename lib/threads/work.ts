/** A task, how large it is, and who does it with the least effort. */
interface Sized<By> {
  readonly size: number;
  readonly by: By | undefined;
}

/** Tasks that are left, handed out the largest first, so that at the end nobody waits long for another. */
export class Work<By, Task extends Sized<By>> {
  private readonly left: Task[];

  constructor(tasks: readonly Task[]) {
    this.left = [...tasks].sort((a, b) => b.size - a.size);
  }

  /** The next task for somebody: of those they do best, else of the others' (undefined: nothing is left). */
  next(by: By): Task | undefined {
    const own = this.left.findIndex((task) => task.by === by);
    return this.left.splice(Math.max(own, 0), 1)[0];
  }
}

/** Groups put together, small ones up to a size; the largest first, so that at the end no thread waits long for another. */
export function together<Group extends { readonly size: number }>(
  groups: readonly Group[],
  most: number,
): readonly (readonly Group[])[] {
  const tasks: { readonly groups: Group[]; size: number }[] = [];
  for (const group of [...groups].sort((a, b) => b.size - a.size)) {
    const last = tasks.at(-1);
    if (last && last.size + group.size <= most) {
      last.groups.push(group);
      last.size += group.size;
    } else tasks.push({ groups: [group], size: group.size });
  }
  return tasks.map((task) => task.groups);
}
