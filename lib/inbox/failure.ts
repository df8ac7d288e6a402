/** What an archive did instead of answering. */
export type ArchiveFailureKind =
  /** 404, or 300 with partial matches: it has no such mail. */
  | 'not-found'
  /** A page for browsers where data was asked: a bot challenge. It is never solved, only reported. */
  | 'challenge'
  /** 401, 403, 410, 451 and other refusals. */
  | 'refused'
  /** 429 or 503, still after all tries. */
  | 'busy'
  /** 5xx other than 503, still after all tries. */
  | 'broken'
  /** No connection, or none in time. */
  | 'unreachable'
  /** An answer that went on too slowly, or for too long. Others wait for it: one archive is asked one thing at a time. */
  | 'slow'
  /** An answer that ended early, or was damaged on its way. */
  | 'damaged'
  /** An answer that is not what was asked for: not gzip, not an mbox, a redirect elsewhere. */
  | 'unreadable'
  /** An answer beyond a limit of this program. */
  | 'too-large';

/** An archive could not be read. The message is a sentence for the reader: who answered what, and what to do. */
export class ArchiveFailure extends Error {
  override readonly name = 'ArchiveFailure';
  constructor(
    readonly kind: ArchiveFailureKind,
    message: string,
    /** The URL that was asked, without its query. */
    readonly url: string,
    readonly details: {
      readonly status?: number;
      /** Seconds the archive asked to wait. */ readonly retryAfter?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }

  /**
   * True when the same request may succeed in some seconds: what broke on its way, or an archive that is busy. A redirect, a
   * page, something else than mail are set up so; a slow answer costs an archive most of all, and asking again at once
   * only costs it more.
   */
  get isMomentary(): boolean {
    return ['busy', 'broken', 'unreachable', 'damaged'].includes(this.kind);
  }

  /** True when the same request may succeed later without anybody changing anything. */
  get isPassing(): boolean {
    return ['busy', 'broken', 'unreachable', 'slow', 'damaged', 'unreadable', 'challenge'].includes(
      this.kind,
    );
  }
}
