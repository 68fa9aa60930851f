import { checkLeftovers } from './checks/leftovers';
import { checkLimits } from './checks/limits';
import { checkLoaders } from './checks/loaders';
import { checkNode } from './checks/node';
import { checkNx } from './checks/nx';
import { checkReuse } from './checks/reuse';
import { checkSettings } from './checks/settings';
import { checkSockets } from './checks/sockets';
import { checkTypeScript } from './checks/typescript';
import type { Finding } from './finding';
import { readFacts, type WorkspaceFacts } from './workspace-facts';

type Check = (facts: WorkspaceFacts) => Finding[] | Promise<Finding[]>;

/** What has to be right before the first command. */
const BEFORE_SETUP: Check[] = [() => checkNode(), checkNx, checkLoaders, checkSockets];

const ALL: Check[] = [
  () => checkNode(),
  checkNx,
  checkLoaders,
  checkTypeScript,
  checkSockets,
  (facts) => checkLimits(facts),
  checkLeftovers,
  checkSettings,
  checkReuse,
];

/** Without these, nothing works. */
const VITAL = ['node', 'nx'];

/** Looks at what `init` needs. */
export function examineForSetup(root: string): Promise<Finding[]> {
  return run(BEFORE_SETUP, root);
}

/** Looks at everything. No worker and no Nx is started, and nothing is repaired. */
export function examine(root: string): Promise<Finding[]> {
  return run(ALL, root);
}

export function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some(({ check, grade }) => grade === 'problem' && VITAL.includes(check));
}

async function run(checks: Check[], root: string): Promise<Finding[]> {
  const facts = readFacts(root, process.env);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(facts)));
  return findings;
}
