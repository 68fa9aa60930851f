import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../process/repository';
import { benchPlugin } from './launch';

/** Milliseconds from the start of the command line to the first line that names a plugin whose load takes 4 s. */
export async function firstProgress(): Promise<number> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'bench-'));
  try {
    const plugins = [benchPlugin('loads-slowly')];
    writeFileSync(join(root, 'nx.json'), JSON.stringify({ analytics: false, plugins }));
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
    return await timeToName('loads-slowly', root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function timeToName(plugin: string, root: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [pluginHostBin, 'graph', '--root', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  const elapsedMs = await new Promise<number>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes(plugin)) resolve(performance.now() - startedAt);
    });
    child.once('close', () => reject(new Error(`nothing named ${plugin}:\n${printed}`)));
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  return elapsedMs;
}
