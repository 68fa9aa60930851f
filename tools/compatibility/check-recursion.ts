import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import { json, writeFileTree } from '../workspace-generator/file-tree';

const TIMEOUT_MS = 120_000;

/**
 * Whether a plugin that asks this Nx for a graph in its `createNodes` is refused. It becomes the only one of the
 * workspace.
 */
export async function isRecursionRefused(root: string): Promise<boolean> {
  const plugin = 'plugins/asks-for-a-graph.js';
  copyFileSync(join(__dirname, 'fixtures/asks-for-a-graph.js'), join(root, plugin));
  writeFileTree(root, { 'nx.json': json({ plugins: [`./${plugin}`] }) });
  const refusal = /asks-for-a-graph\.js" calls createProjectGraphAsync\(\) in its createNodes/;
  return runNode([pluginHostBin, 'graph', '--root', root], { cwd: root, timeoutMs: TIMEOUT_MS }).then(
    () => false,
    (error: Error) => refusal.test(error.message),
  );
}
