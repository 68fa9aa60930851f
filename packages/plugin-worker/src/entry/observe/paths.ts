/** Some versions of node hand over a receiver first. */
export function pathIn(args: unknown[]): string | undefined {
  return toPath(args[0]) ?? (typeof args[0] === 'object' ? toPath(args[1]) : undefined);
}

export function toPath(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  return given instanceof Uint8Array ? Buffer.from(given).toString() : undefined;
}
