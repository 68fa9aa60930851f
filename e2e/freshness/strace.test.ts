import { runStrace, whyNoStrace } from '../../tools/observe/strace';

const why = whyNoStrace();
if (why !== undefined) console.warn(`Nothing is compared with strace: ${why}`);

(why === undefined ? it : it.skip)(
  'the kernel has seen no look that the observer has not',
  async () => {
    const violations: string[] = [];
    const onViolation = (what: string) => void violations.push(what);
    const only = ['ignored', 'opendir', 'shadowed', 'module', 'nested', 'ownCache'];
    const compared = await runStrace({ rounds: 1, seed: 1, only, onViolation });
    expect(violations).toEqual([]);
    expect(compared.map(({ plugin }) => plugin).sort()).toEqual([...only].sort());
  },
  60_000,
);
