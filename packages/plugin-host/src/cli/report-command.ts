import { findRoot } from '../config/find-root';
import { locateNx } from '../config/nx-location';
import { useFreshDirectory } from '../host/fresh-directory';
import { collectReport } from '../report/collect-report';
import { toHtml } from '../report/report-html';
import { toTrace } from '../report/trace-events';
import { WorkerLives } from '../report/worker-lives';
import { EXIT_CODES, type CommonOptions } from './command';
import { count, formatMs } from './format';
import { openGraphFile } from './graph-file';
import { computeAnywhere, computeHere } from './graph-source';
import { openInBrowser } from './open-in-browser';
import type { Output } from './output';

export interface ReportOptions extends CommonOptions {
  out?: string;
  trace?: string;
  open?: boolean;
  fresh?: boolean;
}

const DEFAULT_FILE = 'plugin-host-report.html';

/** Computes the graph and writes a page about it. Returns the exit code. */
export async function runReport(options: ReportOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const page = openGraphFile(options.out ?? DEFAULT_FILE, { what: 'report', option: '--out' });
  const trace =
    options.trace === undefined
      ? undefined
      : openGraphFile(options.trace, { what: 'trace', option: '--trace' });
  if (options.fresh) useFreshDirectory(root);
  const lives = new WorkerLives();
  const compute = options.fresh ? computeHere : computeAnywhere;
  const { computed, workers, hostPid, settle } = await compute({ ...options, root }, output, lives.listen);
  const nx = locateNx(root).version;
  const report = collectReport({ root, nx, hostPid, computed, lives, plugins: workers });
  if (page.isStdout) output.print(toHtml(report));
  else page.write(toHtml(report));
  trace?.write(`${JSON.stringify(toTrace(report))}\n`);
  const written = { report: page.path, ...(trace && { trace: trace.path }) };
  if (output.isJson) output.json({ ...written, projects: report.projects.length, errors: computed.errors });
  output.graphErrors(computed.errors);
  if (!output.isJson && !page.isStdout)
    output.print(describe(written, report.projects.length, report.totalMs));
  if (options.open) await openInBrowser(page.path, output);
  if (!options.fresh) await settle?.();
  return computed.errors.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

function describe(written: { report: string; trace?: string }, projects: number, totalMs: number): string {
  const heading = `The report on ${count(projects, 'project')}, computed in ${formatMs(totalMs)}, is in\n  ${written.report}\n`;
  return written.trace === undefined
    ? heading
    : `${heading}Its timeline is in\n  ${written.trace}\nOpen that with https://ui.perfetto.dev.\n`;
}
