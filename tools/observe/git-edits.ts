import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A commit needs an author. */
const GIT_ENVIRONMENT = {
  ...process.env,
  ...{ GIT_AUTHOR_NAME: 'observe', GIT_AUTHOR_EMAIL: 'observe@example.com' },
  ...{ GIT_COMMITTER_NAME: 'observe', GIT_COMMITTER_EMAIL: 'observe@example.com' },
};

/** Of what `git rev-parse HEAD` answers. */
export const GIT_EDITS = [
  {
    name: 'commit',
    touches: ['rev-parse'],
    apply: (root: string, token: string) => {
      const git = (...words: string[]) => execFileSync('git', words, { cwd: root, env: GIT_ENVIRONMENT });
      if (!existsSync(join(root, '.git'))) git('init', '--quiet');
      git('commit', '--quiet', '--allow-empty', '--message', token);
    },
  },
  {
    name: 'switch the git branch',
    touches: ['rev-parse'],
    apply: (root: string, token: string) => {
      if (!existsSync(join(root, '.git/refs/heads'))) return;
      writeFileSync(join(root, '.git/HEAD'), `ref: refs/heads/${token}\n`);
    },
  },
  {
    name: 'pack refs',
    touches: ['rev-parse'],
    apply: (root: string) => {
      if (existsSync(join(root, '.git')))
        execFileSync('git', ['pack-refs', '--all'], { cwd: root, env: GIT_ENVIRONMENT });
    },
  },
];
