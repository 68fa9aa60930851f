import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment, collect } from '../process/run-program';
import { copyExample, SHOWN_ROOT } from './example-copy';
import { PLAIN } from './plain';

/** What depends on how fast the machine is. */
const PROGRESS = /^(Still at work|✔).*\n/gm;

/**
 * What `plugin-host graph` prints in the example after an edit that one of its plugins refuses, with the results of
 * the others kept from before.
 */
export async function exampleRun(): Promise<string> {
  using copy = copyExample();
  await graph(copy.root);
  writeFileSync(
    join(copy.root, 'libs/shop/component.json'),
    '{ "layer": "feature", "expects": ["naming"] }\n',
  );
  const printed = (await graph(copy.root)).replaceAll(copy.root, SHOWN_ROOT).replace(PROGRESS, '');
  return `\`\`\`text\n$ npx plugin-host graph\n${printed.trimEnd()}\n\`\`\`\n`;
}

/** Without what depends on time: numbers, widths, the order of rows, and which of them is marked. */
export function shapeOfRun(text: string): string {
  return text.split('\n').map(shapeOfLine).sort().join('\n');
}

export function shapeOfLine(line: string): string {
  return line
    .replace(/\d+(\.\d+)*( m?s\b)?/g, '')
    .replace(/▸/g, '')
    .replace(/ +/g, ' ')
    .trim();
}

/** Results first, then messages. */
async function graph(root: string): Promise<string> {
  const env = { ...cleanEnvironment(), ...PLAIN };
  const { printed, ended } = collect(
    spawn(process.execPath, [pluginHostBin, 'graph'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  await ended;
  return printed.stdout + printed.stderr;
}
