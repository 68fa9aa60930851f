import { readHostSettings, type ReuseRule } from '../../config/host-settings';
import type { PluginEntry } from '../../config/plugin-entries';
import { resolveSettings } from '../../config/resolve-settings';
import { readKept } from '../../results/read-kept';
import { good, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

const CHECK = 'reuse';

/** Which plugins run for each graph, and why, as the last graph has left it on disk. */
export function checkReuse(facts: WorkspaceFacts): Finding[] {
  const { entries } = facts;
  if (entries.length === 0) return [good(CHECK, 'nx.json lists no plugins')];
  const ruleOf = readRules(facts);
  const known = entries.map((entry) => checkEntry(entry, ruleOf(entry.plugin), facts));
  const unknown = known.filter((finding) => finding === undefined).length;
  const reusable = known.filter((finding) => finding === 'reusable').length;
  const others = known.filter((finding) => typeof finding === 'object');
  const of = `of ${entries.length} ${entries.length === 1 ? 'plugin' : 'plugins'}`;
  return [
    ...(reusable > 0 ? [good(CHECK, `what the hooks gave is kept for ${reusable} ${of}`)] : []),
    ...others,
    ...(unknown > 0
      ? [good(CHECK, `nothing is known yet of ${unknown} ${of}: \`plugin-host graph\` finds out`)]
      : []),
  ];
}

/** `undefined` if no graph has left anything about it. */
function checkEntry(
  entry: PluginEntry,
  rule: ReuseRule,
  { dataDirectory }: WorkspaceFacts,
): Finding | 'reusable' | undefined {
  const { plugin } = entry;
  if (rule === 'never') return good(CHECK, `${plugin} runs each time, as "reuse" says`);
  const { kept, reasons: why } = readKept(dataDirectory, entry);
  const reasons = (why?.reasons ?? []).join('; ');
  if (reasons === '' || rule === 'always') return kept && 'reusable';
  if (rule === 'index')
    return good(CHECK, `${plugin} is reused while no file of the workspace changes: it ${reasons}`);
  const todo =
    'If what it read that way is in files of the workspace, set "reuse": "index" for it in plugin-host.json.';
  return warning(
    CHECK,
    `${plugin} runs for each graph, since not all that it reads can be seen: it ${reasons}`,
    todo,
  );
}

function readRules({ root, entries, env }: WorkspaceFacts): (plugin: string) => ReuseRule {
  try {
    const { ofPlugin } = resolveSettings(readHostSettings(root, entries), env);
    return (plugin) => ofPlugin(plugin).reuse;
  } catch {
    // The check of settings says what is wrong with them.
    return () => 'observed';
  }
}
