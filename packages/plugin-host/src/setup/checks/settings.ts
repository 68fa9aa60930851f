import { suggest } from '@plugin-isolation/plugin-worker/internal/arguments';
import { SETTINGS_FILE, readHostSettings, type HostSettings } from '../../config/host-settings';
import { INSPECT_VARIABLES } from '../../config/inspected-plugins';
import { checkOwnSettings } from '../../config/read-settings';
import { SETTINGS_VARIABLES } from '../../config/settings-variables';
import { good, problemOf, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

const CHECK = 'settings';

const KNOWN = [
  ...Object.values(SETTINGS_VARIABLES),
  ...Object.values(INSPECT_VARIABLES),
  'PLUGIN_HOST_EAGER_NX',
  'PLUGIN_HOST_TUNE_ENGINE',
  'PLUGIN_HOST_WORKER_OF',
  'PLUGIN_ISOLATION_SOCKET_DIRECTORY',
];

/** Variables of Nx and node that do something else here than elsewhere. */
const FIGHTING: [name: string, isMeant: (value: string) => boolean, found: string, todo: string][] = [
  [
    'NX_DAEMON',
    (value) => value === 'true',
    "has no effect on `plugin-host nx`, which never asks nx's daemon",
    'Unset it, and start `plugin-host watch` for warm answers.',
  ],
  [
    'NX_ISOLATE_PLUGINS',
    () => true,
    'has no effect on `plugin-host nx`, which always isolates plugins',
    'Unset it, unless plain nx shall have it.',
  ],
  [
    'NX_CACHE_PROJECT_GRAPH',
    (value) => value === 'false',
    "keeps the graph out of Nx's cache, so each nx that a task starts computes it again",
    'Unset it.',
  ],
  [
    'NODE_OPTIONS',
    (value) => /(^|\s)--inspect/.test(value),
    'opens an inspector in each node process but workers, and all of them want the same port',
    'Unset it, and say --inspect PLUGIN to debug a plugin.',
  ],
];

/** Settings that are wrong, that nobody reads, or that undo each other. */
export function checkSettings(facts: WorkspaceFacts): Finding[] {
  if (facts.nxJsonError) return [problemOf(CHECK, facts.nxJsonError)];
  const findings = [...ownSettings(facts), ...variables(facts.env), ...withoutTimers(facts)];
  if (findings.length > 0) return findings;
  return [good(CHECK, `nx.json, ${SETTINGS_FILE} and the environment do not fight`)];
}

function ownSettings({ root, env, entries }: WorkspaceFacts): Finding[] {
  try {
    checkOwnSettings(root, env);
    return overridden(readHostSettings(root, entries), env);
  } catch (error) {
    return [problemOf(CHECK, error as Error)];
  }
}

/** The environment goes before the file. */
function overridden(file: HostSettings, env: NodeJS.ProcessEnv): Finding[] {
  const layers = [file, ...Object.values(file.plugins ?? {})];
  return Object.entries(SETTINGS_VARIABLES).flatMap(([setting, name]) => {
    const value = env[name];
    if (!value || !layers.some((layer) => isSet(layer, setting))) return [];
    const found = `${name}=${value} goes before ${settingName(setting)} of ${SETTINGS_FILE}`;
    return [warning(CHECK, found, 'Unset the variable if the file shall hold.')];
  });
}

function isSet(layer: object, setting: string): boolean {
  const { timeouts, ...others } = layer as HostSettings;
  if (setting === 'loadMs') return timeouts?.loadMs !== undefined;
  if (setting === 'hookMs') return timeouts?.hookMs !== undefined || timeouts?.hooks !== undefined;
  return setting in others;
}

function settingName(setting: string): string {
  return setting.endsWith('Ms') ? `"timeouts.${setting}"` : `"${setting}"`;
}

function variables(env: NodeJS.ProcessEnv): Finding[] {
  const ours = Object.keys(env).filter((name) => /^PLUGIN_(HOST|ISOLATION)_/.test(name));
  const unknown = ours.filter((name) => !KNOWN.includes(name));
  return [
    ...unknown.map((name) =>
      warning(CHECK, `nothing reads the variable ${name}`, `Correct its name: ${suggest(name, KNOWN)}.`),
    ),
    ...FIGHTING.flatMap(([name, isMeant, found, todo]) => {
      const value = env[name];
      return value && isMeant(value) ? [warning(CHECK, `${name}=${value} ${found}`, todo)] : [];
    }),
  ];
}

function withoutTimers({ env }: WorkspaceFacts): Finding[] {
  if (env['NX_PLUGIN_NO_TIMEOUTS'] !== 'true') return [];
  const found = 'NX_PLUGIN_NO_TIMEOUTS=true switches all timeouts off, so a plugin that hangs is waited for';
  return [warning(CHECK, found, 'Unset it.')];
}
