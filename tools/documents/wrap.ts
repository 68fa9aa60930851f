const COLUMNS = 120;

/** The text in lines of at most 120 columns. `bullet` is before the first one, and the others are below its text. */
export function wrap(text: string, bullet = ''): string {
  const [first, ...others] = text.split(' ');
  const lines = [bullet + first];
  for (const word of others) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length <= COLUMNS) lines[lines.length - 1] = line;
    else lines.push(`${' '.repeat(bullet.length)}${word}`);
  }
  return `${lines.join('\n')}\n`;
}
