import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cellsOf, NX_VARIABLES, pluginOf, type Cell, type CellResult, type Selection } from './cells';
import { withMatrixWorkspace } from './matrix-workspace';
import { nodeBinary } from './node-binaries';
import { runInNx } from './run-in-nx';

export interface MatrixOptions {
  /** Whether Nx is asked as well. */
  withNx: boolean;
  /** The directory whose `node_modules` the plugins see, with the Nx that is asked. Default: this repository. */
  installation?: string;
  onResult?: (result: CellResult) => void;
}

/** Runs every selected cell in the node that it names, and in Nx. */
export function runMatrix(
  selection: Selection,
  { withNx, installation, onResult = () => undefined }: MatrixOptions,
): Promise<CellResult[]> {
  return withMatrixWorkspace(async (root) => {
    const results: CellResult[] = [];
    for (const node of selection.nodes) {
      const cells = cellsOf({ ...selection, nodes: [node] });
      const binary = nodeBinary(node);
      const nxOf = withNx ? await runInNx(binary, root, cells) : () => undefined;
      const before = results.length;
      for await (const result of runIn(binary, root, cells)) {
        const nx = nxOf(result);
        results.push(nx ? { ...result, nx } : result);
        onResult(result);
      }
      if (results.length - before !== cells.length)
        throw new Error(`node ${node} ran ${results.length - before} of ${cells.length} cells`);
    }
    return results;
  }, installation);
}

async function* runIn(node: string, root: string, cells: Cell[]): AsyncGenerator<CellResult> {
  const child = spawn(node, [join(__dirname, 'run-cells.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const work = cells.map((cell) => ({
    ...cell,
    file: pluginOf(root, cell),
    variables: NX_VARIABLES[cell.loader],
  }));
  child.stdin.end(JSON.stringify({ root, cells: work }));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as CellResult;
}
