import { Tasks } from './tasks';

/** What a thread can be asked: it has its own tasks, and keeps what it read for them. */
const tasks = new Tasks();

export const readKeys = tasks.readKeys.bind(tasks);
export const tellMails = tasks.tellMails.bind(tasks);
