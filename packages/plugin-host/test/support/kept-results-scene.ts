import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { look, type FileInputKind, type Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { SplitParams } from '@plugin-isolation/plugin-worker/internal/launch';
import type { GraphHook } from '../../src/hooks/graph-hooks';
import { CallArguments } from '../../src/results/call-arguments';
import { KeptResults } from '../../src/results/kept-results';
import type { KeptResultsSettings, WorkspaceNow } from '../../src/results/kept-results-settings';
import type { ObservedWorker } from '../../src/results/worker-memory';
import { createTempDirectory, type TempDirectory } from './temp-directory';

export const NOW: WorkspaceNow = {
  askIndex: () => Promise.resolve('answer'),
  filesDigest: () => Promise.resolve('files'),
};

const directories: TempDirectory[] = [];
afterEach(() => directories.splice(0).forEach((directory) => directory[Symbol.dispose]()));

/** What a hook is called with: a text, and parts by their names. */
export function given(hook: GraphHook, text: string, parts: Record<string, string> = {}): CallArguments {
  const named = Object.entries(parts).map(([name, digest]) => [`${hook}\0context\0${name}`, digest] as const);
  const split = { digestOfOutline: () => text, digests: () => new Map(named) };
  return new CallArguments(hook, [], split as unknown as SplitParams);
}

/** What the plugin has read of a part. */
export function partInput(hook: GraphHook, name: string, seen: string): Input {
  return { kind: 'part', of: `${hook}\0context\0${name}`, seen };
}

export function keptOf(results: KeptResults, hook: GraphHook, args: string): string | undefined {
  return results.find(hook, given(hook, args)).result;
}

/** A workspace with a plugin, whose worker says that it has seen what a test gives it. */
export function scene() {
  const directory = createTempDirectory();
  directories.push(directory);
  const { root } = directory;
  writeFileSync(join(root, 'plugin.js'), '');
  const settings = {
    root,
    entry: { plugin: './plugin.js', index: 0 },
    launch: { env: {}, reuse: 'observed', tsconfig: {}, execArgv: [], timeouts: {} },
    nxVersion: '1',
    dataDirectory: join(root, 'data'),
  } as unknown as KeptResultsSettings;
  const path = (file: string) => join(root, file);
  const write = (file: string, text: string) => writeFileSync(path(file), text);
  const store = () =>
    path(
      `data/plugin-host-results/${readdirSync(path('data/plugin-host-results')).find((name) => name.endsWith('.json'))!}`,
    );
  return { root, settings, write, path, store };
}

export type Scene = ReturnType<typeof scene>;

/** Another process, with a worker of its own. */
export function start({ settings, path }: Scene) {
  const results = new KeptResults(settings);
  let observed: Input[] = [];
  let incomplete: string[] = [];
  let generation = 0;
  const launch = () => results.noteLaunch(path('plugin.js'), ++generation);
  const run = (hook: GraphHook, of: string | CallArguments, result: string, request = results.request) => {
    const args = typeof of === 'string' ? given(hook, of) : of;
    const worker = {
      generation,
      name: 'plugin',
      capabilities: { createNodes: '*' },
      observed: () => Promise.resolve({ inputs: observed.splice(0), incomplete }),
    } as unknown as ObservedWorker;
    return results.record({ hook, args, result, worker, request }, NOW);
  };
  launch();
  return {
    results,
    run,
    launch,
    sees: (file: string, changes: Partial<Input> = {}, kind: FileInputKind = 'content') =>
      observed.push({ kind, of: path(file), ...look(kind, path(file)), ...changes }),
    notes: (...inputs: Input[]) => (observed = inputs),
    misses: (...reasons: string[]) => (incomplete = reasons),
  };
}
