/** What `read` makes of the command line; a sentence, the usage and exit code 2 where it throws. */
export function optionsOrUsage<T>(usage: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

/** @throws where the text is no whole number above 0. */
export function readCount(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not "${text}".`);
  return Number(text);
}
