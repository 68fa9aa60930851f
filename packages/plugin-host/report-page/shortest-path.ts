/** The shortest way along these edges, both ends included; empty if there is none. */
export function shortestPath(next: readonly number[][], from: number, to: number): number[] {
  const cameFrom = new Map<number, number>([[from, from]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined && at !== to; at = queue.shift())
    for (const each of next[at]) {
      if (cameFrom.has(each)) continue;
      cameFrom.set(each, at);
      queue.push(each);
    }
  if (!cameFrom.has(to)) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(cameFrom.get(path[0])!);
  return path;
}
