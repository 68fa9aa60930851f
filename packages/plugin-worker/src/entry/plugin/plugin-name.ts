/**
 * The name that a plugin exports; `fallback` if it exports none. Nx takes any value, and JSON carries it. If it is not
 * a string, a note says so. A number is as good as its digits.
 */
export function pluginName(exported: unknown, fallback: string): { name: string; note?: string } {
  if (exported === undefined || exported === null) return { name: fallback };
  if (typeof exported === 'string') return { name: exported };
  const name = typeof exported === 'number' ? `${exported}` : fallback;
  const note = `Its export "name" must be a string, but is ${describe(exported)}: it is called "${name}".`;
  return { name, note };
}

function describe(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`
    : `a value of type ${typeof value}`;
}
