const WORKSPACE_CONTEXT = /[\\/]nx[\\/](dist[\\/])?src[\\/]utils[\\/]workspace-context\.js$/;

/**
 * Nx keeps an index of the workspace's files in each process that asks for one, and never renews it without its daemon. A
 * worker that serves a second graph would go on with the files of the first.
 */
export function forgetWorkspaceIndex(): void {
  for (const [file, module] of Object.entries(require.cache)) {
    if (!WORKSPACE_CONTEXT.test(file)) continue;
    (module?.exports as { resetWorkspaceContext?(): void } | undefined)?.resetWorkspaceContext?.();
  }
}
