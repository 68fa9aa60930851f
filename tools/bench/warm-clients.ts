import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GraphLike } from '../parity/compare-graphs';
import { cleanEnvironment } from '../process/run-program';
import type { WarmSide } from './warm-sides';

export interface Edge {
  source: string;
  target: string;
  /** Whether the graph is to have it. */
  isThere: boolean;
}

export interface Answer {
  /** How often it was asked until the graph was right. */
  asks: number;
  graph?: GraphLike;
}

export interface Clients {
  ask: (edge: Edge, sendsGraph?: boolean) => Promise<Answer>;
  end: () => Promise<void>;
}

/** One process that asks for all graphs, or a new one for each, which ends after its answer. */
export function createClients(side: WarmSide, root: string, isNewEachTime: boolean): Clients {
  if (!isNewEachTime) {
    const client = new WarmClient(side, root);
    return { ask: (edge, sendsGraph) => client.ask(edge, sendsGraph), end: () => client.end() };
  }
  const ask = async (edge: Edge, sendsGraph?: boolean) => {
    const client = new WarmClient(side, root);
    const answer = await client.ask(edge, sendsGraph);
    void client.end();
    return answer;
  };
  return { ask, end: () => Promise.resolve() };
}

/** A process that asks one side for graphs. */
class WarmClient {
  readonly #process: ChildProcess;

  constructor({ client, env }: WarmSide, root: string) {
    this.#process = fork(join(__dirname, 'warm-client.js'), [client], {
      cwd: root,
      env: { ...cleanEnvironment(), ...env },
      execArgv: [],
    });
  }

  async ask(edge: Edge, sendsGraph = false): Promise<Answer> {
    this.#process.send({ ...edge, sendsGraph });
    const answered = new AbortController();
    const { signal } = answered;
    const ended = once(this.#process, 'exit', { signal }).then(([code]: unknown[]) => {
      throw new Error(`a client ended with ${String(code)}`);
    });
    const [answer] = (await Promise.race([once(this.#process, 'message', { signal }), ended])) as [Answer];
    ended.catch(() => undefined);
    answered.abort();
    return answer;
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
