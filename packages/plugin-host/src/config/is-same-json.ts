/**
 * Whether two values that were read in the same way are the same JSON: a key `__proto__` in them is data, as any other.
 */
export function isSameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
