import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { clearTimeout, setTimeout } from '../protocol/intrinsics';
import { LineSplitter } from '../protocol/framing';

/** One line that a worker's process, native code in it, or a child of it printed. */
export interface LogLine {
  /** What the plugin is known as; that is its name in `nx.json` if a host launched it. */
  plugin: string;
  /** Process id of the worker; `undefined` if its process could not be started. */
  pid: number | undefined;
  /** Where it was printed. */
  stream: 'stdout' | 'stderr';
  /** Without its newline; escape sequences are kept. */
  line: string;
}

/** Gets each line, in order, as soon as it is complete, or after 100 ms. */
export type LogHandler = (log: LogLine) => void;

/** An unfinished line is shown after this time, so that a prompt or a progress dot is seen. */
const UNFINISHED_LINE_MS = 100;
const TAIL_LINES = 40;
const MAX_LINE_BYTES = 64 * 1024;

/** Forwards a worker's streams line by line and keeps the last lines of stderr for error messages. */
export class WorkerOutput {
  readonly stderrTail: string[] = [];

  constructor(
    streams: Record<LogLine['stream'], Readable>,
    private readonly source: () => Pick<LogLine, 'plugin' | 'pid'>,
    private readonly onLog: LogHandler = printToStderr,
  ) {
    forwardLines(streams.stdout, (line) => this.#onLine('stdout', line));
    forwardLines(streams.stderr, (line) => this.#onLine('stderr', line));
  }

  #onLine(stream: LogLine['stream'], line: string): void {
    if (stream === 'stderr') {
      this.stderrTail.push(line);
      if (this.stderrTail.length > TAIL_LINES) this.stderrTail.shift();
    }
    this.onLog({ ...this.source(), stream, line });
  }
}

export function printToStderr({ plugin, line }: LogLine): void {
  process.stderr.write(`[${plugin}] ${line}\n`);
}

function forwardLines(stream: Readable, onLine: (line: string) => void): void {
  // Holds back a character that a flush cut in two.
  const decoder = new StringDecoder('utf8');
  let timer: NodeJS.Timeout | undefined;
  let isContinued = false;
  const onWholeLine = (bytes: Buffer) => {
    const isOnlyItsNewline = isContinued && bytes.length === 0;
    isContinued = false;
    if (!isOnlyItsNewline) onLine(decoder.write(bytes).replace(/\r$/, ''));
  };
  const splitter = new LineSplitter(
    { onLine: onWholeLine, onOversizedLine: onWholeLine },
    Number.MAX_SAFE_INTEGER,
  );
  const flush = () => {
    const text = decoder.write(splitter.takeRest());
    if (text === '') return;
    isContinued = true;
    onLine(text);
  };
  stream.on('data', (chunk: Buffer) => {
    clearTimeout(timer);
    splitter.push(chunk);
    if (splitter.restBytes > MAX_LINE_BYTES) flush();
    else if (splitter.restBytes > 0) timer = setTimeout(flush, UNFINISHED_LINE_MS).unref();
  });
  const finish = () => {
    clearTimeout(timer);
    flush();
  };
  stream.once('end', finish).once('close', finish).on('error', finish);
}
