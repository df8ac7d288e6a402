/** Errors that say what they rest on are followed this far. */
const deepest = 5;

/** Why a server could not be reached, by the words a reader needs; undefined for an error that is none of a connection. */
export function whyUnreachable(error: unknown): string | undefined {
  let at = error;
  for (let depth = 0; depth < deepest && at instanceof Error; depth += 1) {
    const reason = unreachable.get((at as NodeJS.ErrnoException).code ?? '');
    if (reason !== undefined) return reason;
    if (at.name === 'TimeoutError') return 'it does not answer in time';
    at = at.cause;
  }
  return undefined;
}

const unreachable: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'its name is not known (no network, or no DNS)'],
  ['EAI_AGAIN', 'its name could not be looked up (no network, or no DNS)'],
  ['ECONNREFUSED', 'it refuses connections'],
  ['ECONNRESET', 'the connection was cut'],
  ['EPIPE', 'the connection was cut'],
  ['ENETUNREACH', 'there is no way to its network'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ETIMEDOUT', 'it does not answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it does not answer in time'],
  ['UND_ERR_HEADERS_TIMEOUT', 'it does not answer in time'],
  ['UND_ERR_BODY_TIMEOUT', 'it stopped in the middle of its answer'],
  ['UND_ERR_SOCKET', 'the connection was cut'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'the connection was cut'],
  ['HPE_INVALID_CONSTANT', 'it does not speak HTTP'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is not trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is not trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not trusted'],
]);
