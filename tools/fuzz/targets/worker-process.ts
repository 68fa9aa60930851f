import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { repositoryRoot } from '../../process/repository';
import { Connection, LineSplitter, PROTOCOL_VERSION, workerEntry } from '../protocol';
import { Violation, demand, inTime } from '../target';

const MAX_GROWTH_BYTES = 150e6;
const STDERR_TAIL = 2000;

type ProtocolConnection = InstanceType<typeof Connection>;

/** A real worker, driven by the written protocol. */
export class FuzzedWorker {
  readonly token = randomBytes(32).toString('hex');
  readonly lifelineStream: Duplex;
  readonly lifeline: ProtocolConnection;
  readonly #exited: Promise<unknown[]>;
  #stderr = '';
  #rssBefore = 0;
  #checks = 0;
  #stopReading: () => void = () => undefined;

  constructor(readonly address: string | null) {
    const child = spawn(process.execPath, [workerEntry, 'fuzz'], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
    });
    this.#exited = once(child, 'exit');
    this.lifelineStream = child.stdio[3] as unknown as Duplex;
    this.lifeline = new Connection(this.lifelineStream, {
      onNotification: (method) => this.#onNotification(method),
    });
  }

  #onReady: () => void = () => undefined;
  #onNotification(method: string): void {
    if (method === 'ready') this.#onReady();
  }

  /** Resolves when it listens, or serves over the lifeline. */
  async greet(): Promise<void> {
    const ready = new Promise<void>((resolve) => (this.#onReady = resolve));
    const { token, address } = this;
    this.lifeline.notify('hello', { token, protocol: PROTOCOL_VERSION, address });
    await this.alive(ready, 'ready');
  }

  async connect(): Promise<Socket> {
    const socket = connect(this.address!);
    await this.alive(once(socket, 'connect'), 'a connection');
    return socket;
  }

  async authenticate(): Promise<{ socket: Socket; connection: ProtocolConnection }> {
    const socket = await this.connect();
    const connection = new Connection(socket);
    const { token } = this;
    await this.alive(
      connection.request('authenticate', { token, protocol: PROTOCOL_VERSION }),
      'the host is admitted',
    );
    return { socket, connection };
  }

  /** Loads a plugin that has all hooks, so that the fuzz reaches them. */
  async load(connection: ProtocolConnection, stream: Duplex): Promise<void> {
    const file = `${repositoryRoot}/packages/plugin-worker/test/fixtures/every-hook.js`;
    const params = { kind: 'plugin', name: 'fuzz', file, root: repositoryRoot, options: {} } as const;
    await this.alive(connection.request('initialize', params), 'the plugin is loaded');
    this.#rssBefore = await this.#rss(stream);
  }

  /** That it lives, answers, and has not grown. */
  async check(stream: Duplex): Promise<void> {
    const grown = (await this.#rss(stream)) - this.#rssBefore;
    demand(grown < MAX_GROWTH_BYTES, `the worker has grown by ${Math.round(grown / 1e6)} MB`);
  }

  /** Asked under an id that no line of the fuzz has. */
  async #rss(stream: Duplex): Promise<number> {
    const id = `check ${++this.#checks}`;
    const answer = new Promise<{ rssBytes: number }>((resolve) => {
      // The first line may be the rest of one: it is looked for in the bytes.
      const start = `{"jsonrpc":"2.0","id":"${id}",`;
      const onLine = (line: Buffer) => {
        if (line.indexOf(start) !== 0) return;
        resolve((JSON.parse(line.toString()) as { result: { rssBytes: number } }).result);
      };
      const splitter = new LineSplitter({ onLine, onOversizedLine: onLine });
      const onData = (chunk: Buffer) => splitter.push(chunk);
      stream.on('data', onData);
      this.#stopReading = () => stream.off('data', onData);
    });
    stream.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'stats', params: {} })}\n`);
    const { rssBytes } = await this.alive(answer, 'the answer to stats').finally(() => this.#stopReading());
    return rssBytes;
  }

  /** @throws {Violation} when the worker ends before `promise` is settled, or nothing happens. */
  alive<T>(promise: Promise<T>, what: string): Promise<T> {
    const ended = this.#exited.then(([code, signal]) => {
      throw new Violation(`the worker ended (${String(code ?? signal)}) before ${what}\n${this.#stderr}`);
    });
    return inTime(Promise.race([promise, ended]), what);
  }

  async stop(): Promise<void> {
    this.lifeline.close(new Error('the fuzz is done'));
    await inTime(this.#exited, 'the end of the worker');
  }
}
