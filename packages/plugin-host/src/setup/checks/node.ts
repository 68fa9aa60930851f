import { good, problem, type Finding } from '../finding';

const NEEDED: [major: number, minor: number] = [20, 20];

/** `version` is as `process.version` has it. */
export function checkNode(version = process.version): Finding[] {
  const [major, minor] = version.slice(1).split('.').map(Number);
  const isEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  const needed = NEEDED.join('.');
  if (isEnough) return [good('node', `node ${version} (${needed} or newer is needed)`)];
  return [problem('node', `node ${version} is too old`, `Install node ${needed} or newer.`)];
}
