/**
 * Bytecodes that a function runs before V8 considers to optimise it; the default of node 20 is 67,584. A worker loads
 * some 500 modules, computes for a second and then waits. Much of what the compiler does eagerly in that second never
 * pays off. Hot functions are still optimised, a little later. Measured: docs/decisions/0006-cold-start.md.
 */
const INTERRUPT_BUDGET = 528_000;

/** Later versions of V8 count calls instead, and refuse the flag. */
const LAST_V8_WITH_BUDGET = 11;

/**
 * For a plugin, before it is loaded. Any other module may be called a thousand times a second.
 * `PLUGIN_HOST_TUNE_ENGINE=false` switches it off.
 */
export function tuneEngine(): void {
  if (process.env['PLUGIN_HOST_TUNE_ENGINE'] === 'false') return;
  if (Number.parseInt(process.versions.v8, 10) > LAST_V8_WITH_BUDGET) return;
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8');
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
