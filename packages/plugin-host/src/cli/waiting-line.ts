const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 80;
const CLEAR_LINE = '\r\x1b[2K';

/**
 * The last line of a terminal, which says what a person waits for. It hides no cursor and handles no signal: this
 * process ends by a signal just as it would without it.
 */
export class WaitingLine {
  #sentence: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  private constructor(private readonly terminal: NodeJS.WriteStream) {}

  /** `undefined` if nobody would see it: there is no terminal, or a pseudo-terminal without a size. */
  static on(stream: NodeJS.WriteStream): WaitingLine | undefined {
    return stream.isTTY && stream.columns > 0 ? new WaitingLine(stream) : undefined;
  }

  show(sentence: string): void {
    this.#sentence = sentence;
    this.#draw();
    this.#timer ??= setInterval(() => this.#draw(), FRAME_MS).unref();
  }

  /** It is drawn again with the next frame. */
  clear(): void {
    if (this.#sentence !== undefined) this.terminal.write(CLEAR_LINE);
  }

  end(): void {
    this.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sentence = undefined;
  }

  #draw(): void {
    const text = `${FRAMES[this.#frame++ % FRAMES.length]} ${this.#sentence}`;
    const room = this.terminal.columns - 1;
    // A text that wraps can't be cleared as one line.
    this.terminal.write(
      CLEAR_LINE + (text.length > room ? `${text.slice(0, Math.max(room - 1, 0))}…` : text),
    );
  }
}
