/** What PostgreSQL calls an error by (https://www.postgresql.org/docs/current/errcodes-appendix.html); undefined for errors that are not its own. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;
}
