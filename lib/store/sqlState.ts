/** What PostgreSQL calls an error by (https://www.postgresql.org/docs/current/errcodes-appendix.html); undefined for errors that are not its own. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;
}

/** Errors about values (classes 22, 23 and 54), which a second try meets again; all others are no fault of what was to be stored. */
export function isRefusedData(error: unknown): error is Error {
  return error instanceof Error && /^(?:22|23|54)/.test(sqlStateOf(error) ?? '');
}
