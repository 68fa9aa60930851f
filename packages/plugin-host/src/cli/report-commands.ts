import type { MakeCommand } from './make-command';
import type { Output } from './output';
import type { ReportOptions } from './report-command';

export function addReport(command: MakeCommand, output: Output, onExitCode: (code: number) => void): void {
  command('report', 'write a page with timeline, reuse, errors and project graph')
    .option('--out <path>', 'write the page to this file (default: plugin-host-report.html)')
    .option('--trace <path>', 'also write the timeline as a Chrome trace')
    .option('--open', 'open the page in a browser')
    .option('--fresh', 'use new workers and no cache')
    .action(async (options: ReportOptions) => {
      const { runReport } = require('./report-command') as typeof import('./report-command');
      onExitCode(await runReport(options, output.configure(options)));
    });
}
