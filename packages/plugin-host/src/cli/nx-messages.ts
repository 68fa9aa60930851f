import type { Reporter } from '../nx-command/reporter';
import { Messages } from './messages';

const CLEAR_LINE = '\r\x1b[2K';

/**
 * What is said beside nx. Who waits is told on a terminal alone, since a log of plain nx has no such lines. It is one
 * line without a spinner: that would hide the cursor and handle signals, which are nx's here.
 */
export class NxMessages extends Messages implements Reporter {
  protected override readonly inspect = '`plugin-host graph --inspect-brk PLUGIN`';
  #line = '';

  constructor(isVerbose: boolean) {
    super();
    this.isVerbose = isVerbose;
  }

  waiting(sentence: string): void {
    const { isTTY, columns } = process.stderr;
    if (!isTTY) return;
    // A line that is wrapped can't be cleared.
    this.#line = this.colors.dim(sentence.slice(0, (columns || 80) - 1));
    process.stderr.write(`${CLEAR_LINE}${this.#line}`);
    this.aside = (write) => {
      process.stderr.write(CLEAR_LINE);
      write();
      process.stderr.write(this.#line);
    };
  }

  answered(): void {
    if (this.#line) process.stderr.write(CLEAR_LINE);
    this.#line = '';
    this.aside = (write) => write();
  }
}
