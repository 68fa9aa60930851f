import { configurationInvalid } from '../errors/workspace-error-texts';

/** What Nx says of a file that its parser refuses, before it draws the place: `InvalidSymbol in /ws/nx.json at 1:1`. */
const NO_JSON = /^(\w+) in (.+) at (\d+:\d+)$/m;

/**
 * Turns an error that cost the whole graph into one of the configuration, if that is what it is about. Nx is stricter
 * than other readers: it takes no byte order mark.
 */
export function explainNxError(error: unknown): unknown {
  const [, what, file, place] = NO_JSON.exec((error as Error).message) ?? [];
  if (file === undefined) return error;
  const words = what.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return configurationInvalid(`${file}:${place}`, `Nx can't read it as JSON (${words})`, error);
}
