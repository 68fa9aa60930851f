import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import type { GraphLike } from './compare-graphs';
import { withoutUndefined } from './without-undefined';

const nxGraphScript = join(__dirname, 'nx-graph.js');
/** Early versions of Nx wait for ever for a plugin whose worker ended. */
const NX_TIMEOUT_MS = 120_000;

export interface PlainNx {
  /**
   * Whether nx runs its plugins in processes of their own. Without, the graph comes in half the time. It is the same if
   * plugins get along with each other, and give `undefined` in metadata alone.
   * @default true, or what `NX_ISOLATE_PLUGINS` says
   */
  isolatesPlugins?: boolean;
}

export async function computeNxGraph(
  root: string,
  { isolatesPlugins = process.env['NX_ISOLATE_PLUGINS'] !== 'false' }: PlainNx = {},
): Promise<GraphLike> {
  removeCaches(root);
  const text = await readOutput((file) =>
    runNode([nxGraphScript, file], {
      cwd: root,
      env: {
        NX_DAEMON: 'false',
        NX_WORKSPACE_ROOT_PATH: root,
        ...(!isolatesPlugins && { NX_ISOLATE_PLUGINS: 'false' }),
      },
      timeoutMs: NX_TIMEOUT_MS,
    }),
  );
  const graph = JSON.parse(text) as GraphLike;
  return isolatesPlugins ? graph : withoutUndefined(graph);
}

export async function computeOurOutput(root: string): Promise<string> {
  removeCaches(root);
  return readOutput((file) =>
    runNode([pluginHostBin, 'graph', '--root', root, '--file', file], { cwd: root }),
  );
}

export function graphOf(output: string): GraphLike {
  const { graph, sourceMaps } = JSON.parse(output) as {
    graph: GraphLike;
    sourceMaps: GraphLike['sourceMaps'];
  };
  return { ...graph, sourceMaps };
}

/** Those of plugins, too: one side may have read what the other has written. What a host that runs has open stays. */
function removeCaches(root: string): void {
  const directory = join(root, '.nx/workspace-data');
  if (!existsSync(directory)) return;
  for (const file of readdirSync(directory))
    if (/\.(json|hash)$/.test(file)) rmSync(join(directory, file), { force: true });
}

async function readOutput(write: (file: string) => Promise<unknown>): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    const file = join(directory, 'graph.json');
    await write(file);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(directory, { recursive: true });
  }
}
