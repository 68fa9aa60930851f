import { findRoot } from '../config/find-root';
import { examine } from '../setup/examine';
import type { Finding } from '../setup/finding';
import { EXIT_CODES, type CommonOptions } from './command';
import { formatFindings } from './findings';
import { count } from './format';
import type { Output } from './output';

/** Looks at everything that often goes wrong, and repairs nothing. Returns the exit code. */
export async function runDoctor(options: CommonOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const findings = await examine(root).catch((error: unknown) => {
    output.fail(`doctor could not look: ${(error as Error).message}`, error, true);
  });
  if (!findings) return EXIT_CODES.badInput;
  if (output.isJson) output.json({ root, findings });
  else output.print(formatFindings(findings, output.colors) + summarize(root, findings));
  return findings.some(({ grade }) => grade === 'problem') ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

function summarize(root: string, findings: Finding[]): string {
  const of = (grade: Finding['grade']) => findings.filter((finding) => finding.grade === grade).length;
  const problems = of('problem');
  const wrong = problems === 0 ? 'nothing is wrong' : `${count(problems, 'thing is', 'things are')} wrong`;
  const warnings = of('warning');
  const more =
    warnings === 0 ? '' : `, and there ${warnings === 1 ? 'is 1 thing' : `are ${warnings} things`} to know`;
  return `${root}: ${wrong}${more}.\n`;
}
