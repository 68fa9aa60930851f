import type { LogLine } from '@plugin-isolation/plugin-worker';
import pc from 'picocolors';
import { afterCoreThrew, afterPluginThrew } from '../errors/command-error-texts';
import type { GraphError } from '../errors/graph-errors';
import { isOfNx } from '../errors/plugin-names';
import { groupErrors } from './error-groups';

/** Colours are for a terminal, or if they are asked for. picocolors would use them on every machine with `CI` set. */
export function isColored(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Codes of errors that are not about the plugin's own code. */
const HAS_ITS_OWN_NEXT_STEP = /^(WORKER_|REQUEST_REFUSED|PLUGIN_NOT_FOUND|RESULT_INVALID)/;

/** What the command line prints on stderr: progress, logs and errors. */
export class Messages {
  readonly colors = pc.createColors(isColored(process.stderr, process.env));
  isVerbose = false;
  /** What stops in a plugin, if the command itself has no option for it. */
  protected readonly inspect: string | undefined;
  /** Runs around each line, so that a spinner can step aside. */
  aside: (write: () => void) => void = (write) => write();

  note(text: string): void {
    this.aside(() => void process.stderr.write(text));
  }

  /** If `--verbose` asks for it. */
  detail(sentence: string): void {
    if (this.isVerbose) this.note(`${sentence}\n`);
  }

  log({ plugin, line }: LogLine): void {
    this.note(`${this.colors.dim(`[${plugin}]`)} ${line}\n`);
  }

  fail(message: string, error?: unknown, withStack = this.isVerbose): void {
    this.note(`${this.colors.red('error')} ${message}\n`);
    if (withStack && error instanceof Error && error.stack) this.note(`${this.colors.dim(error.stack)}\n`);
  }

  /** One paragraph per plugin and hook, or with `--verbose` per error: who, in which hook, and what. */
  graphErrors(all: GraphError[]): void {
    for (const { plugin, hook, message, details, errors } of groupErrors(all, this.isVerbose)) {
      this.fail(`${this.colors.bold(plugin)} ${hook}${message}`);
      const stale = errors.find((error) => error.stale)?.stale;
      if (stale) this.note(`  What it gave at ${stale.since} is in the graph instead.\n`);
      for (const line of details) this.note(`  ${line}\n`);
      const [{ error }] = errors;
      if (this.isVerbose && error.stack) this.note(`${this.colors.dim(error.stack)}\n`);
    }
    for (const step of new Set(all.flatMap((error) => nextStepAfter(error, this.isVerbose, this.inspect))))
      this.note(`${step}\n`);
  }
}

/** Of what a plugin threw, or none if the message says it. */
function nextStepAfter(
  { plugin, file, code, error }: GraphError,
  isVerbose: boolean,
  inspect?: string,
): string[] {
  // What Nx itself can't put together, it explains.
  if (HAS_ITS_OWN_NEXT_STEP.test(code) || plugin === 'nx') return [];
  // Not loaded with this file: `status` and `stop` start faster without it.
  const { adviceOnTemporaryDirectory } =
    require('@plugin-isolation/plugin-worker/internal/launch') as typeof import('@plugin-isolation/plugin-worker/internal/launch');
  const advice = [error, ...(error.cause ? [error.cause] : [])].map(adviceOnTemporaryDirectory);
  const step = isOfNx(plugin) ? afterCoreThrew(isVerbose, file) : afterPluginThrew(isVerbose, inspect);
  return [advice.find(Boolean) ?? step];
}
