import type { Reporter } from '../nx-command/reporter';
import { Messages } from './messages';
import { WaitingLine } from './waiting-line';

/** What is said beside nx. Who waits is told on a terminal alone: a log of plain nx has no such lines. */
export class NxMessages extends Messages implements Reporter {
  protected override readonly inspect = '`plugin-host graph --inspect-brk PLUGIN`';
  readonly #waiting = WaitingLine.on(process.stderr);

  constructor(isVerbose: boolean) {
    super();
    this.isVerbose = isVerbose;
    this.aside = (write) => {
      this.#waiting?.clear();
      write();
    };
  }

  waiting(sentence: string): void {
    this.#waiting?.show(sentence);
  }

  answered(): void {
    this.#waiting?.end();
  }
}
