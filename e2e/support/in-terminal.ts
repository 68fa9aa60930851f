import { spawnSync } from 'node:child_process';

const hasPseudoTerminals = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
if (!hasPseudoTerminals) console.warn('B43 is not tested here: there is no `script` of util-linux.');

/** A test that needs a pseudo-terminal. */
export const testInTerminal = hasPseudoTerminals ? test : test.skip;
