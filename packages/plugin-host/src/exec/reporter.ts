import type { LogLine } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';

/** What handing a graph to nx has to say, and to whom: the command line prints it. */
export interface Reporter {
  readonly isVerbose: boolean;
  note(text: string): void;
  /** For who asks for it. */
  detail(sentence: string): void;
  /** A line that a plugin printed. */
  log(line: LogLine): void;
  graphErrors(errors: GraphError[]): void;
}
