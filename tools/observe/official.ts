import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createPluginHost } from '@plugin-isolation/plugin-host';
import { OFFICIAL_EDITS } from './official-edits';
import {
  computeGraph,
  findDifferences,
  readKeptTrace,
  type KeptTrace,
  type OfficialGraph,
  type OfficialHook,
} from './official-graph';
import { OFFICIAL_PLUGINS, type OfficialPlugin } from './official-plugins';
import { configure, createOfficialWorkspace } from './official-workspace';

/** What was measured of one plugin. */
export interface OfficialRow {
  plugin: OfficialPlugin;
  /** Why it does nothing here. */
  failure?: string;
  trace?: KeptTrace;
  /** How long `createNodes` took the first time. */
  firstMs?: number;
  /** Why it runs each time. */
  incomplete?: string;
  /** Names of the edits after which it ran. */
  ranAfter: string[];
}

export interface OfficialRun {
  rows: OfficialRow[];
  /** Graphs that are not what they are with `--fresh`. */
  violations: string[];
}

type Say = (text: string) => void;

/** A file that was written a moment before it is read counts as changed. */
const SETTLED_MS = 200;

/** Measures all plugins, each alone first, and all together after each edit. */
export async function observeOfficial(given: string, only: string[], say: Say): Promise<OfficialRun> {
  const directory = resolve(given);
  const plugins = OFFICIAL_PLUGINS.filter(({ plugin }) => only.length === 0 || only.includes(plugin));
  const root = createOfficialWorkspace(directory, plugins);
  const rows: OfficialRow[] = [];
  for (const plugin of plugins) {
    say(plugin.plugin);
    rows.push(await measureAlone(root, directory, plugin));
  }
  const running = rows.filter(({ failure }) => failure === undefined);
  return { rows, violations: await measureEdits(root, running, say) };
}

/** What it sees for its first graph. */
async function measureAlone(root: string, directory: string, plugin: OfficialPlugin): Promise<OfficialRow> {
  const [scope, name] = plugin.plugin.split('/');
  const row = { plugin, ranAfter: [] };
  if (!existsSync(join(directory, 'node_modules', scope, name)))
    return { ...row, failure: 'it is not installed' };
  configure(root, [plugin], 'index');
  const computed = await computeGraph(root);
  const [error] = computed.errors;
  if (error) return { ...row, failure: error.message };
  if (!isInferred(computed, plugin)) return { ...row, failure: 'it infers nothing' };
  const hook = computed.hooks.find((each) => each.plugin === plugin.plugin && each.hook === 'createNodes');
  const trace = readKeptTrace(root);
  const incomplete = trace?.isComplete ? undefined : await whyIncomplete(root, plugin);
  return { ...row, trace, firstMs: hook?.elapsedMs, incomplete };
}

/** Only the process in which a hook has run knows it. */
async function whyIncomplete(root: string, plugin: OfficialPlugin): Promise<string | undefined> {
  configure(root, [plugin], 'observed');
  await using host = await createPluginHost({ root, onLog: () => undefined });
  await host.computeProjectGraph();
  const { timings } = await host.computeProjectGraph();
  return reasonOf(timings.hooks, plugin);
}

/** Whether anything comes from it. */
function isInferred({ sourceMaps }: OfficialGraph, { plugin }: OfficialPlugin): boolean {
  return JSON.stringify(sourceMaps).includes(`"${plugin}"`);
}

async function measureEdits(root: string, rows: OfficialRow[], say: Say): Promise<string[]> {
  const plugins = rows.map(({ plugin }) => plugin);
  configure(root, plugins, 'observed');
  // The first graph runs all of them, and may write what the second one reads.
  for (let graphs = 0; graphs < 2; graphs++) await computeGraph(root);
  const unchanged = await computeGraph(root);
  for (const row of rows) row.incomplete ??= reasonOf(unchanged.hooks, row.plugin);
  const violations: string[] = [];
  for (const edit of OFFICIAL_EDITS) {
    const { name } = edit;
    say(name);
    await setTimeout(SETTLED_MS);
    edit.apply(root, plugins);
    await setTimeout(SETTLED_MS);
    const computed = await computeGraph(root);
    for (const row of rows) if (reasonOf(computed.hooks, row.plugin) !== undefined) row.ranAfter.push(name);
    const differences = findDifferences(computed, await computeGraph(root, '--fresh'));
    violations.push(...differences.map((difference) => `after an edit of ${name}: ${difference}`));
  }
  return violations;
}

/** Why a hook of this plugin ran, if one did. */
function reasonOf(hooks: OfficialHook[], { plugin }: OfficialPlugin): string | undefined {
  return hooks.find((each) => each.plugin === plugin && !each.isReused && each.reason !== undefined)?.reason;
}
