import { sep } from 'node:path';
import { PACKAGE } from './manifest-changes';
import type { SetupPlan } from './plan-setup';

/** What to do after the files were changed, a line each. */
export function describeNextSteps(root: string, plan: SetupPlan, isRemoved: boolean): string[] {
  const { install, why, run } = plan.packageManager;
  const isOfDependencies = plan.changes.some(({ block }) => block === 'devDependencies');
  const installing = isOfDependencies ? [`Now run \`${install}\` in ${root} (${why}).`] : [];
  if (isRemoved)
    return [...installing, "What plugin-host has kept in Nx's data directory goes with `npx nx reset`."];
  const hasScript = plan.changes.some(({ block }) => block === 'scripts');
  const call = hasScript ? run : 'npx plugin-host nx';
  return [
    ...installing,
    ...cloneHint(isOfDependencies),
    `Then every nx command is \`${call} …\`: ${call} run-many -t build`,
  ];
}

/** What is not installed as a package may be in no registry. */
function cloneHint(isOfDependencies: boolean): string[] {
  const isInstalled = __dirname.includes(`${sep}node_modules${sep}`);
  if (isInstalled || !isOfDependencies) return [];
  return [
    `This plugin-host runs from a clone. If no registry of yours has ${PACKAGE}, pack the clone and install ` +
      'the two files instead: see its README.',
  ];
}
