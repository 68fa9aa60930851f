import { findRoot } from '../config/find-root';
import { setupBlocked, setupUnconfirmed } from '../errors/setup-error-texts';
import { examineForSetup, isBlocked } from '../setup/examine';
import type { Finding } from '../setup/finding';
import { describeNextSteps } from '../setup/next-steps';
import { applySetup, planSetup, type SetupOptions, type SetupPlan } from '../setup/plan-setup';
import { EXIT_CODES, type CommonOptions } from './command';
import { confirm, isAskable } from './confirm';
import { formatChanges } from './format-changes';
import { formatFindings } from './findings';
import type { Output } from './output';

export interface InitOptions extends CommonOptions, SetupOptions {
  yes?: boolean;
}

/** Adds plugin-host to the workspace, or takes it back. Returns the exit code. */
export async function runInit(options: InitOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const plan = planSetup(root, options);
  const findings = options.remove ? [] : await examineForSetup(root);
  if (!output.isJson) output.print(describePlan(root, findings, plan, output));
  const decision = await decide(plan, findings, options, output);
  if (decision === 'yes') applySetup(plan);
  const isDone = decision === 'yes';
  const next = isDone ? describeNextSteps(root, plan, options.remove ?? false) : [];
  if (output.isJson) output.json(describeAsJson(root, findings, plan, isDone, next));
  else output.print(next.map((line) => `${line}\n`).join(''));
  if (decision === 'blocked') throw setupBlocked();
  if (decision === 'nobody') throw setupUnconfirmed();
  if (decision === 'no') output.note('Nothing was changed.\n');
  return EXIT_CODES.done;
}

type Decision = 'nothing' | 'yes' | 'no' | 'nobody' | 'blocked';

async function decide(
  { changes, files }: SetupPlan,
  findings: Finding[],
  { yes = false }: InitOptions,
  output: Output,
): Promise<Decision> {
  if (isBlocked(findings)) return 'blocked';
  if (changes.length === 0) return 'nothing';
  if (yes) return 'yes';
  if (output.isJson || !isAskable()) return 'nobody';
  const count = files.filter(({ before, after }) => before !== after).length;
  return (await confirm(`Change ${count === 1 ? 'this file' : 'these files'}?`)) ? 'yes' : 'no';
}

function describePlan(root: string, findings: Finding[], plan: SetupPlan, output: Output): string {
  const { changes, notes } = plan;
  const nothing = `Nothing has to be changed in ${root}.\n`;
  const list =
    changes.length === 0 ? nothing : `Changes in ${root}:\n${formatChanges(changes, output.colors)}`;
  const all = [formatFindings(findings, output.colors), list, ...notes.map((note) => `${note}\n`)];
  return all.join('');
}

function describeAsJson(
  root: string,
  checks: Finding[],
  { changes, notes, packageManager }: SetupPlan,
  isDone: boolean,
  next: string[],
): object {
  return { root, packageManager: packageManager.name, checks, changes, notes, isDone, next };
}
