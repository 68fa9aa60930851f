const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 80;
const CLEAR_LINE = '\r\x1b[2K';

/**
 * The last line of a terminal, which says what a person waits for. It hides no cursor and handles no signal: this
 * process ends by a signal just as it would without it.
 */
export class WaitingLine {
  #sentence: string | ((columns: number) => string) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;
  #isDrawn = false;
  readonly #visibleAt: number;

  private constructor(
    private readonly terminal: NodeJS.WriteStream,
    quietMs: number,
  ) {
    this.#visibleAt = Date.now() + quietMs;
  }

  /**
   * Nothing is drawn for `quietMs`. `undefined` if nobody would see it: there is no terminal, one that knows no escape
   * sequences, a pseudo-terminal without a size, or a machine that runs this for nobody.
   */
  static on(stream: NodeJS.WriteStream, quietMs = 0, env = process.env): WaitingLine | undefined {
    const isForPerson = env['TERM'] !== 'dumb' && !isMachine(env);
    return isForPerson && stream.isTTY && stream.columns > 0 ? new WaitingLine(stream, quietMs) : undefined;
  }

  /** A function is asked for the sentence whenever it is drawn, with the room that there is. */
  show(sentence: string | ((columns: number) => string)): void {
    this.#sentence = sentence;
    this.#draw();
    this.#timer ??= setInterval(() => this.#draw(), FRAME_MS).unref();
  }

  /** It is drawn again with the next frame. */
  clear(): void {
    if (this.#isDrawn) this.terminal.write(CLEAR_LINE);
  }

  end(): void {
    this.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sentence = undefined;
    this.#isDrawn = false;
  }

  #draw(): void {
    if (Date.now() < this.#visibleAt) return;
    this.#isDrawn = true;
    const room = this.terminal.columns - 1;
    const frame = FRAMES[this.#frame++ % FRAMES.length];
    const sentence = this.#sentence ?? '';
    const text = `${frame} ${typeof sentence === 'string' ? sentence : sentence(room - 2)}`;
    // A text that wraps can't be cleared as one line.
    this.terminal.write(
      CLEAR_LINE + (text.length > room ? `${text.slice(0, Math.max(room - 1, 0))}…` : text),
    );
  }
}

function isMachine({ CI }: NodeJS.ProcessEnv): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}
