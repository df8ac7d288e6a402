/** What keeps Loreview from running and a person can mend; the message says how. */
export class ServerProblem extends Error {}
