import { WorkerError } from '@plugin-isolation/plugin-worker';
import { Tally, type Row } from './report';

/** A call, launch or stop that is not settled after this time is pending for ever. */
const PATIENCE_MS = 20_000;

export const ABORTED = new Error('the launch was aborted');

/** How everything that was asked for has ended. */
export class Ledger {
  readonly faults = new Tally();
  readonly #codes = new Tally();
  readonly #untyped = new Tally();
  readonly #ends = new Tally();
  readonly #hostErrors = new Tally();

  constructor() {
    process.on('uncaughtException', (error) => this.#noteHostError('uncaughtException', error));
    process.on('unhandledRejection', (error) => this.#noteHostError('unhandledRejection', error));
  }

  get calls(): number {
    return this.#ends.of('call');
  }

  /** Makes a call and notes how it ends; never rejects. */
  async call(echo: string, made: Promise<unknown>): Promise<void> {
    this.#ends.add('call');
    const end = await this.settle(made);
    if (end && 'value' in end) this.#ends.add(end.value === echo ? 'result' : 'wrong');
  }

  /** Waits for anything that has to end. `undefined` where it did not, or ended with an error, which is noted. */
  async settle<T>(asked: Promise<T>): Promise<{ value: T } | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        this.#ends.add('pending');
        resolve(undefined);
      }, PATIENCE_MS);
    });
    const ended = asked.then(
      (value) => ({ value }),
      (error: unknown) => this.#noteError(error),
    );
    const end = await Promise.race([ended, impatience]);
    clearTimeout(timer);
    return end;
  }

  rows(): Row[] {
    return [
      { what: 'calls', value: this.calls },
      ...this.faults.rows('fault: '),
      { what: 'results', value: this.#ends.of('result') },
      ...this.#codes.rows('error: '),
      ...this.#untyped.rows('untyped error: '),
      {
        what: 'errors that are no WorkerError or lack plugin or hook',
        value: this.#ends.of('untyped'),
        mustBe: 0,
      },
      { what: 'results of another call', value: this.#ends.of('wrong'), mustBe: 0 },
      { what: 'calls, launches and stops still pending', value: this.#ends.of('pending'), mustBe: 0 },
      { what: 'uncaughtException', value: this.#hostErrors.of('uncaughtException'), mustBe: 0 },
      { what: 'unhandledRejection', value: this.#hostErrors.of('unhandledRejection'), mustBe: 0 },
    ];
  }

  #noteError(error: unknown): undefined {
    if (error === ABORTED) this.#codes.add('reason of the aborted launch');
    else if (error instanceof WorkerError && error.plugin && error.hook) this.#codes.add(error.code);
    else {
      this.#ends.add('untyped');
      this.#untyped.add(String(error).slice(0, 100));
    }
    return undefined;
  }

  #noteHostError(event: string, error: unknown): void {
    this.#hostErrors.add(event);
    console.error(`${event}:`, error);
  }
}
