import { MailTasks } from './mailTasks';

/** What a thread can be asked: it has its own tasks, and keeps what it read for them. */
const tasks = new MailTasks();

export const readMails = tasks.readMails.bind(tasks);
export const readStored = tasks.readStored.bind(tasks);
export const tablesOf = tasks.tablesOf.bind(tasks);
export const keep = tasks.keep.bind(tasks);
export const readClusters = tasks.readClusters.bind(tasks);
export const derive = tasks.derive.bind(tasks);
