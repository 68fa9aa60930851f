/** Makes `require` follow the `paths` of the root TypeScript configuration into workspace libraries. */
export function registerPaths(
  paths: Record<string, string[]> | undefined,
  baseUrl: string | undefined,
): void {
  if (!baseUrl || !paths || Object.keys(paths).length === 0) return;
  const { register } = require('tsconfig-paths') as typeof import('tsconfig-paths');
  register({ baseUrl, paths });
}
