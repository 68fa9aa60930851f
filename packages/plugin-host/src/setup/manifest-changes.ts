import { parse } from 'jsonc-parser';
import { addEntry, removeEntry, type EntryPath } from './manifest-text';

export const PACKAGE = '@plugin-isolation/plugin-host';
const SCRIPT = 'plugin-host nx';

/** Blocks in which a workspace may name the package already. */
const BLOCKS = ['devDependencies', 'dependencies', 'optionalDependencies'] as const;

/** What a package manager writes for a package of a registry. */
const REGISTRY_VERSION = /^[\^~]?\d/;

/** One line of the list of what will be changed. */
export interface Change {
  /** Relative to the root. */
  file: string;
  sign: '+' | '-';
  /** `scripts`; absent if it is the whole file. */
  block?: string;
  text: string;
}

export interface ManifestPlan {
  /** As it will be. */
  text: string;
  changes: Change[];
  /** Sentences about what is left as it is. */
  notes: string[];
}

type Manifest = Partial<Record<string, Record<string, string>>>;

/** What `init` does to the text of a `package.json`; `version` is ours. */
export function planManifest(text: string, version: string): ManifestPlan {
  const manifest = parse(text) as Manifest;
  const plan: ManifestPlan = { text, changes: [], notes: [] };
  const listed = BLOCKS.find((block) => manifest[block]?.[PACKAGE] !== undefined);
  if (!listed) add(plan, ['devDependencies', PACKAGE], `^${version}`, true);
  const script = manifest['scripts']?.['nx'];
  if (script === undefined) add(plan, ['scripts', 'nx'], SCRIPT);
  else if (script !== SCRIPT) plan.notes.push(otherScript(script));
  return plan;
}

/** What `init --remove` does to it: it takes back what `init` writes, and nothing else. */
export function planManifestRemoval(text: string): ManifestPlan {
  const manifest = parse(text) as Manifest;
  const plan: ManifestPlan = { text, changes: [], notes: [] };
  const script = manifest['scripts']?.['nx'];
  if (script === SCRIPT) remove(plan, ['scripts', 'nx'], script);
  const listed = BLOCKS.find((block) => manifest[block]?.[PACKAGE] !== undefined);
  const version = listed && manifest[listed]![PACKAGE];
  if (version === undefined) return plan;
  if (listed === 'devDependencies' && REGISTRY_VERSION.test(version))
    remove(plan, ['devDependencies', PACKAGE], version);
  else plan.notes.push(otherDependency(listed!, version));
  return plan;
}

function add(plan: ManifestPlan, path: EntryPath, value: string, isSorted?: boolean): void {
  plan.text = addEntry(plan.text, path, value, isSorted);
  plan.changes.push(changeOf('+', path, value));
}

function remove(plan: ManifestPlan, path: EntryPath, value: string): void {
  plan.text = removeEntry(plan.text, path);
  plan.changes.push(changeOf('-', path, value));
}

function changeOf(sign: Change['sign'], [block, key]: EntryPath, value: string): Change {
  return { file: 'package.json', sign, block, text: `${JSON.stringify(key)}: ${JSON.stringify(value)}` };
}

function otherScript(script: string): string {
  return (
    `package.json has another script "nx" already: ${JSON.stringify(script)}. It stays. ` +
    `Write ${JSON.stringify(SCRIPT)} there yourself, or say \`npx plugin-host nx …\`.`
  );
}

function otherDependency(block: string, version: string): string {
  return (
    `"${PACKAGE}": ${JSON.stringify(version)} in ${block} was not written by init. It stays. ` +
    'Remove it with your package manager if you want that.'
  );
}
