import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GeneratedWorkspaceOptions, generateWorkspace } from './generate-workspace';

export async function withGeneratedWorkspace<T>(
  options: GeneratedWorkspaceOptions,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'workspace-'));
  try {
    generateWorkspace(directory, options);
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
