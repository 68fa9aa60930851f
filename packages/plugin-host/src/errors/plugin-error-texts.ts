// The texts of the errors of single plugins, which cost their part of a graph. docs/errors.md lists them with all
// others.

import { PluginResolveError, PluginResultError } from './errors';

/** An entry of `nx.json` that names nothing; `cause` is what Nx says of it, if it was asked. */
export function pluginNotFound(plugin: string, places: string[], cause?: Error): PluginResolveError {
  const isMissing = !cause || (cause as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
  const why = isMissing ? "it can't be found" : cause.message;
  const text = `The plugin "${plugin}" of nx.json can't be resolved: ${why}. It was looked for in ${places.join(', ')}.`;
  return new PluginResolveError(plugin, `${text} Install it, or correct its name in nx.json.`, { cause });
}

export interface ResultSource {
  plugin: string;
  hook: string;
  file?: string | undefined;
  /** Whether it is a part of Nx: its result is what the file says. */
  isCore: boolean;
}

/** `mismatch` is the field that is not as Nx wants it, if that is known; `cause` what Nx threw. */
export function resultInvalid(
  { plugin, hook, file, isCore }: ResultSource,
  mismatch: { field: string; what: string } | undefined,
  cause: Error,
): PluginResultError {
  const what = `what ${hook} of plugin "${plugin}" gave${file ? ` for ${file}` : ''}`;
  const why = mismatch ? mismatch.what : `Nx says "${cause.message.split('\n')[0]}"`;
  const nextStep = `Correct it in ${isCore && file ? file : 'the plugin'}.`;
  return new PluginResultError(
    plugin,
    hook,
    mismatch?.field || undefined,
    `Nx can't take ${what}: ${why}. ${nextStep}`,
    {
      cause,
    },
  );
}
