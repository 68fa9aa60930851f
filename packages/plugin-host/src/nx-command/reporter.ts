import type { LogLine } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';

/** Gets what there is to say beside what nx prints. The command line prints it on stderr. */
export interface Reporter {
  note(text: string): void;
  /** For somebody who wants to know more. */
  detail(sentence: string): void;
  /** A line that a plugin printed. */
  log(line: LogLine): void;
  /** A sentence for a person who waits. */
  waiting(sentence: string): void;
  /** Nobody waits any more. */
  answered(): void;
  graphErrors(errors: GraphError[]): void;
}
