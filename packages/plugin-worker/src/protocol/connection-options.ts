import type { NotificationMethod, RequestMethod } from './methods';
import type { RequestHandler } from './run-handler';

export interface ConnectionOptions {
  /** Answers requests of the peer; a missing handler is answered with "method not found". */
  handlers?: Partial<Record<RequestMethod, RequestHandler>>;
  onNotification?(method: NotificationMethod, params: unknown): void;
  /** A part of the params of later requests. Its value is not parsed. */
  onPart?(digest: string, json: Buffer): void;
  /** An answer of the peer, and the line in which it came. */
  onAnswer?(result: unknown, line: Buffer): void;
  /** A line that is no message, or one that answers nothing: said once each, and the connection goes on. */
  onProtocolError?(error: Error): void;
  /**
   * The stream ended, or broke with an error. Pending requests stay pending until the owner ends them with {@link
   * Connection.close}.
   */
  onEnd?(error: Error | undefined): void;
  maxLineBytes?: number;
}
