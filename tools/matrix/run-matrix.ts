import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cellsOf, type CellResult, type Selection } from './cells';
import { withMatrixWorkspace } from './matrix-workspace';
import { nodeBinary } from './node-binaries';

/** Runs every selected cell in the node that it names. */
export function runMatrix(
  selection: Selection,
  onResult: (result: CellResult) => void = () => undefined,
): Promise<CellResult[]> {
  return withMatrixWorkspace(async (root) => {
    const results: CellResult[] = [];
    for (const node of selection.nodes) {
      const cells = cellsOf({ ...selection, nodes: [node] });
      const before = results.length;
      for await (const result of runIn(nodeBinary(node), { root, cells })) {
        results.push(result);
        onResult(result);
      }
      if (results.length - before !== cells.length)
        throw new Error(`node ${node} ran ${results.length - before} of ${cells.length} cells`);
    }
    return results;
  });
}

async function* runIn(node: string, work: object): AsyncGenerator<CellResult> {
  const child = spawn(node, [join(__dirname, 'run-cells.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(work));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as CellResult;
}
