import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment, collect } from '../process/run-program';

/** What a command did. */
export interface NxOutcome {
  code: number | NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** What `fixtures/notes.js` was called for. */
  hooks: string[];
  /** The scripts of the processes that have loaded it. */
  loadedBy: string[];
}

/** Early versions of Nx wait for ever for a plugin whose worker ended. */
const TIMEOUT_MS = 180_000;

/**
 * Without the edges that Nx keeps: with them, its `createMetadata` sees only those of files that changed last
 * (docs/decisions/0009-warm.md).
 */
const PLAIN = { NX_DAEMON: 'false', NX_CACHE_PROJECT_GRAPH: 'false' };

/** With isolated plugins, as it is by default: the others hand over `undefined`, which changes the order of keys. */
export function runPlain(root: string, words: string, env: NodeJS.ProcessEnv = {}): Promise<NxOutcome> {
  return run(root, [nxBin(root), ...words.split(' ')], { ...PLAIN, ...env });
}

export function runOurs(root: string, words: string): Promise<NxOutcome> {
  return run(root, [pluginHostBin, 'nx', ...words.split(' ')], {});
}

async function run(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<NxOutcome> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'notes-'));
  const notes = join(directory, 'notes');
  try {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...cleanEnvironment(), ...env, COMPATIBILITY_NOTES: notes },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    const { printed, ended } = collect(child);
    // What a killed nx leaves behind holds its pipes.
    child.once('exit', (_, signal) => signal && [child.stdout, child.stderr].map((pipe) => pipe.destroy()));
    return { code: await ended, ...printed, ...readNotes(notes) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function readNotes(file: string): Pick<NxOutcome, 'hooks' | 'loadedBy'> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const loaded = /^loaded by (.*)/;
  return {
    hooks: lines.filter((line) => !loaded.test(line)),
    loadedBy: lines.flatMap((line) => loaded.exec(line)?.[1] ?? []),
  };
}
