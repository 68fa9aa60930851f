/** For plugin-host alone, and it may change at any time. A plugin in a temporary workspace. */
export { findAuthorPackage } from '../testing/author-package';
export { HookCalls, type PluginLogs } from '../testing/hook-calls';
export { hookErrors, partialResults, type HookError } from '../testing/hook-errors';
export { PortableText, type Places } from '../testing/portable-text';
export { readTrace, type ReadTrace } from '../testing/read-trace';
export { TemporaryWorkspace } from '../testing/test-workspace';
