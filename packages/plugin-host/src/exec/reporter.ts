import type { LogLine } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';

/** Gets what there is to say about handing a graph to nx. The command line prints it. */
export interface Reporter {
  readonly isVerbose: boolean;
  note(text: string): void;
  /** For somebody who wants to know more. */
  detail(sentence: string): void;
  /** A line that a plugin printed. */
  log(line: LogLine): void;
  graphErrors(errors: GraphError[]): void;
}
