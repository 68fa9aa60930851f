import { withCleanup } from '../process/with-cleanup';
import type { GeneratedWorkspaceOptions } from '../workspace-generator/generate-workspace';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';

export interface Side {
  label: string;
  /** Before it is first measured. */
  start?(root: string): unknown;
  /** After it was last measured, or when the bench is interrupted. */
  stop?(root: string): Promise<unknown>;
}

/** Each has a workspace of its own: a daemon and a host that watches see what others do in theirs, and work on it. */
export interface Contender<S extends Side> {
  side: S;
  root: string;
}

/** Generates the workspaces, starts the sides, and ends them when `use` is done. */
export function withContenders<S extends Side, T>(
  options: GeneratedWorkspaceOptions,
  sides: S[],
  use: (contenders: Contender<S>[]) => Promise<T>,
): Promise<T> {
  return withOneMore(options, sides, [], use);
}

function withOneMore<S extends Side, T>(
  options: GeneratedWorkspaceOptions,
  [side, ...others]: S[],
  contenders: Contender<S>[],
  use: (contenders: Contender<S>[]) => Promise<T>,
): Promise<T> {
  if (!side) return use(contenders);
  return withGeneratedWorkspace(options, (root) =>
    withCleanup(
      () => side.stop?.(root),
      async () => {
        await side.start?.(root);
        return withOneMore(options, others, [...contenders, { side, root }], use);
      },
    ),
  );
}
