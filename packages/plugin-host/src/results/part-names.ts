import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';

/** Whether it is a part of what this hook is given. */
export function isPartOf(hook: string, { kind, of }: Pick<Input, 'kind' | 'of'>): boolean {
  return kind === 'part' && of.startsWith(`${hook}\0`);
}

/** For a person: `context.projects["a"]`. */
export function describePart({ of }: Pick<Input, 'of'>): string {
  const [, root, ...path] = of.split('\0');
  return root + path.map((name) => (/^\w+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)).join('');
}
