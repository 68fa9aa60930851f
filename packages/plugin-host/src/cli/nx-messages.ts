import type { Spinner } from 'nanospinner';
import type { Reporter } from '../nx-command/reporter';
import { Messages } from './messages';

/** What is said beside nx. Who waits is told on a terminal alone: a log of plain nx has no such lines. */
export class NxMessages extends Messages implements Reporter {
  #spinner: Spinner | undefined;

  constructor(isVerbose: boolean) {
    super();
    this.isVerbose = isVerbose;
  }

  waiting(sentence: string): void {
    if (!(process.stderr.isTTY && process.stderr.columns > 0)) return;
    // Rarely needed, and never before two seconds have passed.
    const { createSpinner } = require('nanospinner') as typeof import('nanospinner');
    this.#spinner ??= createSpinner('', { stream: process.stderr }).start();
    this.#spinner.update({ text: sentence });
    this.aside = (write) => {
      this.#spinner?.clear();
      write();
    };
  }

  answered(): void {
    this.#spinner?.stop();
    this.#spinner?.clear();
    this.#spinner = undefined;
    this.aside = (write) => write();
  }
}
