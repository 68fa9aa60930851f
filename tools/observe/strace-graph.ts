import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPluginHost, type ComputedGraph } from '@plugin-isolation/plugin-host';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment } from '../process/run-program';
import { findUnseen } from './strace-check';
import { readProcessTrees, type Touch } from './strace-log';
import { keptResults, readTraces, type Trace } from './strace-trace';

/** What became of one plugin. */
export interface Compared {
  plugin: string;
  /** How many paths its worker has touched. */
  paths: number;
  /** Why not everything is seen, if so. */
  incomplete?: string;
  /** It has failed: what it has read was not kept. */
  isFailed?: true;
}

type OnViolation = (what: string) => void;

const SYSTEM_CALLS = 'trace=%file,%process,getdents64';
const ENTRY = '/plugin-worker/dist/bundle/main.js';
/** Why not everything that a plugin does is seen. Of all others, it is. */
const INCOMPLETE: Record<string, RegExp> = {
  child: /started another program, /,
  links: /made a link$/,
  handleTime: /asked for the state of an open file$/,
};

/**
 * Computes a graph of the workspace in this directory, and compares what each worker does with what was kept of it. If
 * files are missing, plugins may fail.
 */
export async function compareGraph(
  directory: string,
  mayFail: boolean,
  onViolation: OnViolation,
): Promise<Compared[]> {
  const root = join(directory, 'workspace');
  const log = join(directory, 'log', 'thread');
  const { errors } = traceGraph(root, log);
  const traces = readTraces(root);
  const isWorker = (words: string[]) => words.some((word) => word.endsWith(ENTRY));
  const compared = readProcessTrees(log, isWorker).map((tree): Compared & { trace?: Trace } => {
    const plugin = nameOf(tree.words.at(-1)!);
    const paths = new Set(tree.touches.map(({ path }) => path)).size;
    const failure = errors.find((error) => nameOf(error.plugin ?? '') === plugin);
    if (failure && !mayFail) onViolation(`${plugin}: ${failure.message}`);
    if (failure) return { plugin, paths, isFailed: true };
    const trace = traces.find(({ name, file }) => [name, nameOf(file)].includes(plugin));
    if (!trace) onViolation(`${plugin}: nothing was kept of it`);
    else if (!trace.isIncomplete) report(plugin, findUnseen(tree, trace, root), onViolation);
    return { plugin, paths, ...(trace && { trace }) };
  });
  const isIncomplete = compared.some(({ trace }) => trace?.isIncomplete);
  const reasons = isIncomplete ? await reasonsIn(root) : new Map<string, string>();
  return compared.map(({ trace, ...each }) => {
    const { plugin } = each;
    const incomplete = trace?.isIncomplete ? (reasons.get(plugin) ?? 'no reason') : undefined;
    const isExpected = INCOMPLETE[plugin]
      ? INCOMPLETE[plugin].test(incomplete ?? '')
      : incomplete === undefined;
    if (trace && !isExpected) onViolation(`${plugin}: ${incomplete ?? 'was to be incomplete, and is not'}`);
    return { ...each, ...(incomplete !== undefined && { incomplete }) };
  });
}

/** By an executable of its own. With `index`, what was seen is also kept if that is not everything. */
function traceGraph(root: string, log: string): ComputedGraph {
  mkdirSync(join(log, '..'));
  const strace = ['-ff', '-y', '-ttt', '-s', '4096', '--seccomp-bpf', '-e', SYSTEM_CALLS, '-o', log];
  const command = [process.execPath, pluginHostBin, 'graph', '--json'];
  const { stdout, stderr, error } = spawnSync('strace', [...strace, ...command], {
    cwd: root,
    env: { ...cleanEnvironment(), PLUGIN_HOST_REUSE: 'index' },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error) throw error;
  if (stdout === '') throw new Error(`There is no graph: ${stderr}`);
  return JSON.parse(stdout) as ComputedGraph;
}

function report(plugin: string, unseen: Touch[], onViolation: OnViolation): void {
  const lines = unseen.map(
    ({ call, kind, path, error, program }) =>
      `${plugin}: ${call} (${kind}) of ${path}${error === undefined ? '' : `, ${error}`}, by ${program[0]}`,
  );
  for (const line of new Set(lines)) onViolation(line);
}

/** Plugin → why its hooks have to run each time. Only a host that stays knows it. */
async function reasonsIn(root: string): Promise<Map<string, string>> {
  rmSync(keptResults(root), { recursive: true });
  await using host = await createPluginHost({ root, reuse: 'observed', onLog: () => undefined });
  await host.computeProjectGraph();
  const { timings } = await host.computeProjectGraph();
  return new Map(
    timings.hooks.flatMap(({ plugin, reason }) =>
      reason === undefined ? [] : [[nameOf(plugin), reason] as const],
    ),
  );
}

/** As the plugins call themselves. */
function nameOf(plugin: string): string {
  return (
    /\/plugins\/(\w+)\.[cm]?[jt]s$/.exec(plugin)?.[1] ??
    plugin.replace(/^.*\/team-plugin\/src\/index\.ts$/, 'team-plugin')
  );
}
