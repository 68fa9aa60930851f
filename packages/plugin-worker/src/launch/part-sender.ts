import type { Connection } from '../protocol/connection';
import type { HookName } from '../protocol/hooks/hooks';
import type { Params } from '../protocol/methods';
import type { Answered } from '../protocol/pending-requests';
import { splitParams, SplitParams } from './split-params';

/**
 * Calls the hooks of one worker, and sends the parts of their params that it does not have yet. It has those of the
 * last call of each hook, since calls arrive in the order in which they are sent.
 */
export class PartSender {
  readonly #lastOf = new Map<HookName, ReadonlySet<string>>();

  /** @throws {NotSerializableError} when the params can't be turned into JSON; nothing is sent then. */
  send(connection: Connection, hook: HookName, params: Params<HookName>, answered: Answered): number {
    const { parts: given } = params as { parts?: unknown };
    const split = given instanceof SplitParams ? given : splitParams(hook, params);
    if (!split) return connection.send(hook, params, answered);
    return connection.send(hook, split.params, answered, () => this.#linesFor(hook, split));
  }

  #linesFor(hook: HookName, split: SplitParams): Buffer {
    const lines = split.linesOfAllBut([...this.#lastOf.values()]);
    this.#lastOf.set(hook, split.digestsOfParts);
    return lines;
  }
}
