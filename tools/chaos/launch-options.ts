import { join } from 'node:path';
import { MARK } from './observe';

const plugin = join(__dirname, 'plugins', 'obeys.js');

export function launchOptions(mark: string, hookMs?: number) {
  return {
    plugin,
    root: __dirname,
    env: { [MARK]: mark },
    timeouts: { loadMs: 15_000, ...(hookMs !== undefined && { hookMs }) },
    onLog: () => undefined,
  };
}
