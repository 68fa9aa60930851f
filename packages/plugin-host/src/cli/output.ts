import { isatty } from 'node:tty';
import pc from 'picocolors';
import type { Colors } from 'picocolors/types';
import { isColored, Messages } from './messages';
import { writeAll } from './own-stdout';

export interface OutputOptions {
  json?: boolean;
  verbose?: boolean;
}

/**
 * What the command line prints and where: results on stdout, and messages on stderr. Other JavaScript in this process,
 * such as Nx's own code, writes to stderr instead of stdout. If stderr can't be written to, nothing else is lost.
 */
export class Output extends Messages {
  readonly #lost = new AbortController();
  isJson = false;

  /** `stdout` is the descriptor for results. */
  constructor(private readonly stdout: number) {
    super();
    process.stdout.write = process.stderr.write.bind(process.stderr);
    process.stderr.on('error', () => undefined);
  }

  /** Of the terminal that results are printed on. */
  get columns(): number | undefined {
    return (process.stdout.isTTY && process.stdout.columns) || undefined;
  }

  /** For results: stdout may be a file while stderr is a terminal. */
  get resultColors(): Colors {
    return pc.createColors(isColored(process.stdout, process.env));
  }

  /** Aborts if stdout can't be written to any more, with what it said as the reason. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  configure({ json = false, verbose = false }: OutputOptions): this {
    this.isJson = json;
    this.isVerbose = verbose || process.env['NX_VERBOSE_LOGGING'] === 'true';
    return this;
  }

  /** To stdout, as long as that takes it. */
  print(text: string): void {
    if (this.lost.aborted) return;
    this.aside(() => {
      try {
        writeAll(this.stdout, text);
      } catch (error) {
        this.#lost.abort(error);
      }
    });
  }

  json(value: unknown): void {
    this.print(`${JSON.stringify(value, undefined, isatty(this.stdout) ? 2 : undefined)}\n`);
  }

  /** One of several values, in a line of its own. */
  jsonLine(value: unknown): void {
    this.print(`${JSON.stringify(value)}\n`);
  }
}
