import { findViolation } from './run-scenario';
import type { Scenario } from './scenario';

type Fails = (scenario: Scenario) => Promise<boolean>;

/** The smallest part of a scenario that fails as well: without plugins and edits that are not needed. */
export async function shrink(scenario: Scenario, fails: Fails = isFailing): Promise<Scenario> {
  const alone = await findAlone(scenario, fails);
  let smallest = alone ?? { ...scenario, plugins: await without(scenario, 'plugins', fails) };
  smallest = { ...smallest, steps: await without(smallest, 'steps', fails) };
  return smallest;
}

/** Most of the time it is about one plugin. */
async function findAlone(scenario: Scenario, fails: Fails): Promise<Scenario | undefined> {
  for (const plugin of scenario.plugins) {
    const alone = { ...scenario, plugins: [plugin] };
    if (await fails(alone)) return alone;
  }
  return undefined;
}

/** Leaves them out one by one, the last ones first. */
async function without<K extends keyof Scenario>(scenario: Scenario, key: K, fails: Fails) {
  let smallest = scenario;
  for (let index = scenario[key].length - 1; index >= 0; index--) {
    const fewer = { ...smallest, [key]: smallest[key].filter((_, at) => at !== index) };
    if (fewer.plugins.length > 0 && (await fails(fewer))) smallest = fewer;
  }
  return smallest[key];
}

async function isFailing(scenario: Scenario): Promise<boolean> {
  return (await findViolation(scenario)) !== undefined;
}
