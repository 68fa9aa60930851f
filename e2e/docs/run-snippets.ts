import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cleanEnvironment, collect } from '../../tools/process/run-program';
import { SHOWN_ROOT } from '../../tools/documents/example-copy';
import { shapeOfLine } from '../../tools/documents/example-run';
import { PLAIN } from '../../tools/documents/plain';
import type { Snippet } from './snippets';

/** What is installed, without the time that npm takes to find it. */
const NPX = '#!/bin/sh\nprogram=$1\nshift\nexec "$PWD/node_modules/.bin/$program" "$@"\n';
const SCRIPT = 'snippet.js';

/**
 * Does with the snippets of a page what their marks say, in a copy of the example:
 *
 * - `file: NAME` is written to that file.
 * - `runs`, or `runs, exit code N`: a shell runs it, or node if it is JavaScript.
 * - `prints`: each of its lines was printed by what ran last. Numbers and widths may differ.
 * - `not run: WHY`
 */
export async function runSnippets(snippets: Snippet[], root: string, bin: string): Promise<void> {
  let printed = '';
  for (const { mark = '', language, text } of snippets) {
    const file = /^file: (.+)$/.exec(mark)?.[1];
    if (file) write(join(root, file), `${text}\n`);
    else if (mark.startsWith('runs')) {
      const ran = await run(language, text, root, bin);
      const code = Number(/exit code (\d+)/.exec(mark)?.[1] ?? 0);
      if (ran.code !== code)
        throw new Error(`ended with ${ran.code}, not ${code}:\n${text}\n\n${ran.printed}`);
      printed = ran.printed;
    } else if (mark === 'prints') expectPrinted(text, printed);
  }
}

async function run(language: string, text: string, root: string, bin: string) {
  const isScript = language === 'js';
  if (isScript) write(join(root, SCRIPT), text);
  const [program, args] = isScript ? [process.execPath, [SCRIPT]] : ['sh', ['-ec', text]];
  const env = { ...cleanEnvironment(), ...PLAIN, PATH: bin + delimiter + process.env['PATH'] };
  const { printed, ended } = collect(
    spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const code = await ended;
  return { code, printed: (printed.stdout + printed.stderr).replaceAll(root, SHOWN_ROOT) };
}

function expectPrinted(text: string, printed: string): void {
  const lines = printed.split('\n').map(shapeOfLine);
  const missing = text.split('\n').filter((line) => !lines.some((each) => each.includes(shapeOfLine(line))));
  if (missing.length > 0) throw new Error(`not printed:\n${missing.join('\n')}\n\nbut:\n${printed}`);
}

/** A directory for `PATH` with an `npx` that runs what is installed in the workspace. */
export function writeNpx(directory: string): string {
  write(join(directory, 'npx'), NPX, 0o755);
  return directory;
}

function write(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
}
