import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withCleanup } from '../process/with-cleanup';
import { type GeneratedWorkspaceOptions, generateWorkspace } from './generate-workspace';

export async function withGeneratedWorkspace<T>(
  options: GeneratedWorkspaceOptions,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'workspace-'));
  return withCleanup(
    // Workers of an nx that was ended write to the last.
    () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
    () => {
      generateWorkspace(directory, options);
      return use(directory);
    },
  );
}
