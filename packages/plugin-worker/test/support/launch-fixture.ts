import { join } from 'node:path';
import { launchPluginWorker, type LaunchPluginWorkerOptions, type LogLine } from './built-package';

export const fixtures = join(__dirname, '..', 'fixtures');

/** Launches a plugin of `test/fixtures` and collects what it prints. */
export async function launchFixture(plugin: string, options: Partial<LaunchPluginWorkerOptions> = {}) {
  const logs: LogLine[] = [];
  const onLog = (line: LogLine) => logs.push(line);
  const worker = await launchPluginWorker({ plugin: `./${plugin}`, root: fixtures, onLog, ...options });
  const linesOf = (stream: LogLine['stream']) =>
    logs.filter((log) => log.stream === stream).map(({ line }) => line);
  return { worker, plugin: worker.plugin, logs, linesOf };
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error as Error & Record<string, unknown>,
  );
  if (!outcome) throw new Error('it did not reject');
  return outcome;
}

export const graph = (version = 'x') => ({
  nodes: { a: { type: 'lib', name: 'a', data: { root: 'a' } } },
  dependencies: {},
  version,
});
export const context = { nxJsonConfiguration: {}, workspaceRoot: '/workspace' };
