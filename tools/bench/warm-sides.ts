import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GraphLike } from '../parity/compare-graphs';
import { cleanEnvironment, runNode } from '../process/run-program';
import { nxBin } from '../process/nx-bin';

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

export interface WarmSide {
  label: string;
  client: 'ours' | 'nx';
  env?: NodeJS.ProcessEnv;
  stop?(root: string): Promise<unknown>;
}

export const ourSide: WarmSide = { label: 'createPluginHost', client: 'ours' };

export const nxSide = createNxSide('nx, daemon', {});

/** Without isolation the daemon keeps its plugins; with it, the default, it starts their workers anew after each edit. */
export const nxSideInProcess = createNxSide('nx, daemon, isolation off', { NX_ISOLATE_PLUGINS: 'false' });

function createNxSide(label: string, more: NodeJS.ProcessEnv): WarmSide {
  const env = { NX_DAEMON: 'true', ...more };
  const stop = (root: string) => runNode([nxBin(root), 'daemon', '--stop'], { cwd: root, env });
  return { label, client: 'nx', env, stop };
}

/** A process that asks one side for graphs. */
export class WarmClient {
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
