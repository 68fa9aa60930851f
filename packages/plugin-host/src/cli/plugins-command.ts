import type { WorkerStatus } from '../workers/worker-status';
import { formatBytes, formatMs, formatTable } from './format';
import { EXIT_CODES, type CommonOptions } from './command';
import { openHost } from './open-host';
import type { Output } from './output';
import { showProgress } from './progress';

/** Shows each plugin of `nx.json` and its process. Returns the exit code. */
export async function runPlugins(options: CommonOptions, output: Output): Promise<number> {
  const host = openHost(options, output);
  const progress = showProgress(host.events, output, host.graphs.busy);
  const plugins = await host.status({ start: true }).finally(() => progress.done());
  const errors = plugins.flatMap(({ error }) => (error ? [error] : []));
  if (output.isJson) output.json({ root: host.root, nx: host.nxLocation.version, plugins });
  else output.print(describePlugins(plugins, host.root, output.columns));
  output.graphErrors(errors);
  return errors.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

function describePlugins(plugins: WorkerStatus[], root: string, columns: number | undefined): string {
  if (plugins.length === 0) return `The workspace ${root} lists no plugins in an nx.json.\n`;
  const head = ['plugin', 'hooks', 'loader', 'pid', 'memory', 'load', 'file'];
  const loaders = plugins.flatMap(describeLoader).join('');
  const notes = plugins.flatMap(({ note }) => (note ? [`  ${note}\n`] : [])).join('');
  const room = { columns, leaveOut: ['file', 'loader', 'pid', 'memory', 'hooks', 'load'] };
  const rows = plugins.map((plugin) => describeRow(plugin, root));
  return formatTable([head, ...rows], room) + loaders + notes;
}

function describeRow(status: WorkerStatus, root: string): string[] {
  const { plugin, capabilities, loader, pid, rssBytes, loadMs, file } = status;
  const shown = file?.startsWith(`${root}/`) ? file.slice(root.length + 1) : (file ?? '');
  if (!capabilities || !loader) return [plugin, 'failed', '', '', '', '', shown];
  return [
    plugin,
    Object.keys(capabilities).join(' ') || 'none',
    `${loader.kind} (${loader.format})`,
    pid === undefined ? '' : String(pid),
    pid === undefined ? '' : rssBytes === undefined ? '?' : formatBytes(rssBytes),
    formatMs(loadMs ?? 0),
    shown,
  ];
}

/** Which loader a TypeScript plugin has, and why that one. */
function describeLoader({ plugin, loader }: WorkerStatus): string[] {
  if (!loader || loader.kind === 'node') return [];
  return [`  ${plugin} is loaded by ${loader.kind}: ${loader.reason}.\n`];
}
