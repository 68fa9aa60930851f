/** What V8 writes, as far as it is read here. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples?: number[];
  /** Microseconds before each sample. */
  timeDeltas?: number[];
}

interface HotFunction {
  name: string;
  /** `file:line`; empty for what V8 itself does. */
  place: string;
  /** Without what it called. */
  selfMs: number;
}

/** The functions of a profile, those that took the most time themselves first. Waiting is left out. */
export function hottestFunctions({ nodes, samples = [], timeDeltas = [] }: CpuProfile): HotFunction[] {
  const functions = new Map<string, HotFunction>();
  const byNode = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : `${url}:${lineNumber + 1}`;
      const key = `${functionName} ${place}`;
      const known = functions.get(key) ?? { name: functionName || '(anonymous)', place, selfMs: 0 };
      functions.set(key, known);
      return [id, known];
    }),
  );
  for (const [index, sample] of samples.entries())
    byNode.get(sample)!.selfMs += (timeDeltas[index] ?? 0) / 1000;
  const isWork = ({ name }: HotFunction) => name !== '(idle)' && name !== '(root)';
  return [...functions.values()].filter(isWork).sort((left, right) => right.selfMs - left.selfMs);
}
