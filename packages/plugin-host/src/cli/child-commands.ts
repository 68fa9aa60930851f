import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Longest command that is shown. */
const CHARACTERS = 40;

/**
 * The program that the worker of a plugin has started and that still runs: `pnpm --version`. `undefined` if there is
 * none, or this system does not tell. A worker that is still loading its plugin can be asked for nothing, but Linux
 * knows its children.
 */
export function childCommandOf(plugin: string, host = process.pid): string | undefined {
  const worker = childrenOf(host).find((pid) => {
    const [, ...args] = commandOf(pid);
    return args.at(-1) === plugin && args.some((arg) => /[\\/]bundle[\\/]main\.js$/.test(arg));
  });
  const child = worker === undefined ? undefined : childrenOf(worker).at(0);
  return child === undefined ? undefined : describeCommand(commandOf(child));
}

/** As a person has typed it: without the shell around it, the path of the program, and the node that runs a script. */
function describeCommand([program = '', ...args]: string[]): string | undefined {
  const name = basename(program);
  if (/^(ba|da|z)?sh$/.test(name) && args[0] === '-c') return cut(args[1] ?? name);
  const script = name === 'node' ? args.findIndex((arg) => !arg.startsWith('-')) : -1;
  const words = script === -1 ? [name, ...args] : [basename(args[script]), ...args.slice(script + 1)];
  return program === '' ? undefined : cut(words.join(' ').replace(/^(\S+?)\.c?js(?=\s|$)/, '$1'));
}

function cut(command: string): string {
  const line = command.replace(/\s+/g, ' ').trim();
  return line.length > CHARACTERS ? `${line.slice(0, CHARACTERS - 1)}…` : line;
}

function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}
