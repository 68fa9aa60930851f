import { open } from 'node:inspector';

/**
 * Opens an inspector on a free port of this machine, waits until a debugger is attached and ready, and stops in it. It
 * is not opened earlier: node forgets that a debugger was ready before somebody waited for it.
 */
export function pauseForDebugger(): void {
  open(0, '127.0.0.1', true);
  // The plugin is imported next. Breakpoints in its files can be set from here on.
  debugger;
}
