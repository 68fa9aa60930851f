import Module from 'node:module';
import { join } from 'node:path';

/** Nx's own, with all that it is asked for. */
class SilentSpinner {
  setMessage(): this {
    return this;
  }

  scheduleMessageUpdate(): this {
    return this;
  }

  cleanup(): void {}
}

/**
 * While plugins work, Nx shows a spinner, which would overwrite ours on a terminal, and without a terminal it names
 * them after 30 s. The host itself says who is at work. Call before Nx is loaded.
 */
export function silenceSpinner(source: string): void {
  const file = join(source, 'utils', 'delayed-spinner.js');
  const silent = new Module(file);
  silent.exports = { DelayedSpinner: SilentSpinner };
  silent.loaded = true;
  require.cache[file] = silent;
}
