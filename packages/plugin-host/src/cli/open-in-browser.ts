import { spawn } from 'node:child_process';
import type { Output } from './output';

const OPENERS: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '""'],
};

/** Opens a file with what the platform opens it with. Says so if there is nothing for it. */
export function openInBrowser(file: string, output: Output): Promise<void> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, file], { stdio: 'ignore', detached: true });
    opener.once('error', (error) => {
      output.note(`${command} can't open it: ${error.message}. Open the file in a browser yourself.\n`);
      resolve();
    });
    // It may stay until the browser is closed.
    opener.once('spawn', () => resolve(opener.unref()));
  });
}
