/** Acts when nobody has been at work for some time. Keeps no process alive. */
export class IdleTimer {
  #atWork = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly act: () => void,
  ) {}

  async during<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#atWork++;
    try {
      return await work();
    } finally {
      if (--this.#atWork === 0) this.#timer = setTimeout(this.act, this.afterMs).unref();
    }
  }
}
