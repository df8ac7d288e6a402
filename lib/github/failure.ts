/** What GitHub did instead of answering. */
export type GithubFailureKind =
  /** 404, 410 and 451: there is no such thing, or not for who asks. */
  | 'not-found'
  /** 403 or 429: no more may be asked until `until`. */
  | 'limited'
  /** 401, 422 and other refusals. */
  | 'refused'
  /** 5xx, still after another try. */
  | 'broken'
  /** No connection, or none in time. */
  | 'unreachable'
  /** An answer that is not what was asked for. */
  | 'unreadable';

/** GitHub could not be asked. The message is a sentence for the reader: who answered what, and what to do. */
export class GithubFailure extends Error {
  override readonly name = 'GithubFailure';
  constructor(
    readonly kind: GithubFailureKind,
    message: string,
    /** When the same may be asked again. */
    readonly until: Date | undefined = undefined,
    cause: unknown = undefined,
  ) {
    super(message, { cause });
  }

  /** True when nothing else need be asked now: another question would fail in the same way. */
  get isGeneral(): boolean {
    return ['limited', 'unreachable', 'broken'].includes(this.kind);
  }
}
