import { join } from 'node:path';
import { KeptFile } from './kept-file';

/** Why the hooks of one entry of `nx.json` can't be reused. It is beside the results, and stays when a process ends. */
export interface KeptReasons {
  /** As in `KeptEntry`: launched in another way, the plugin may do something else. */
  launch: string;
  /** Each a sentence whose subject is the plugin. */
  reasons: string[];
}

export function reasonsFile(dataDirectory: string, name: string): KeptFile<KeptReasons> {
  return new KeptFile(join(dataDirectory, 'plugin-host-results', `${name}.why.json`), isKeptReasons);
}

function isKeptReasons(value: unknown): boolean {
  const { launch, reasons } = (value ?? {}) as Partial<KeptReasons>;
  return (
    typeof launch === 'string' && Array.isArray(reasons) && reasons.every((it) => typeof it === 'string')
  );
}
