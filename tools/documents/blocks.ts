const BLOCK = /(<!-- generated: ([a-z-]+) -->\n)([^]*?)(<!-- end of what is generated -->)/g;

export interface BlockSource {
  /** What stands in the block, with a line break at its end. */
  write: () => Promise<string>;
  /** What of it has to be the same in each run. Default: all of it. */
  shapeOf?: (text: string) => string;
}

/** Name in the comment that begins a block → what makes it. */
export type BlockSources = Record<string, BlockSource>;

/**
 * The document with its blocks made again. One whose shape is what it was stays as it is.
 * @throws for a block that nothing makes, and for a source that has no block.
 */
export async function fillBlocks(document: string, sources: BlockSources): Promise<string> {
  const names = [...document.matchAll(BLOCK)].map(([, , name]) => name);
  const odd = [
    ...names.filter((name) => !sources[name]),
    ...Object.keys(sources).filter((name) => !names.includes(name)),
  ];
  if (odd.length > 0) throw new Error(`Block and source do not go together: ${odd.join(', ')}.`);
  const made = new Map<string, string>();
  for (const name of names) made.set(name, await sources[name].write());
  return document.replace(BLOCK, (whole, start: string, name: string, before: string, end: string) => {
    const { shapeOf = (text: string) => text } = sources[name];
    const now = `\n${made.get(name)}\n`;
    return shapeOf(now) === shapeOf(before) ? whole : `${start}${now}${end}`;
  });
}
