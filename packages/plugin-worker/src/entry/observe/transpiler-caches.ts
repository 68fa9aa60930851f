import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Where transpilers keep what they have made of a text, by a digest of that text, of all settings and of their version.
 * What is found there is what transpiling gives, so it is no input; and if it were, each hook whose transpiler has put
 * something there would run once more.
 */
export function transpilerCaches(root: string): string[] {
  const temporary = tmpdir();
  const swcNode = process.env['SWC_NODE_CACHE_DIR'] ?? join(temporary, `swc-node-${userSegment()}`);
  return [swcNode, join(temporary, 'jiti'), join(root, 'node_modules/.cache/jiti')];
}

/** As `@swc-node/register` has it. */
function userSegment(): string {
  if (process.getuid) return String(process.getuid());
  try {
    return userInfo().username.replace(/[^a-zA-Z0-9_-]/g, '_') || 'default';
  } catch {
    return 'default';
  }
}
