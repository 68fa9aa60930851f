import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../config/host-settings';
import { readNxJson } from '../config/read-nx-json';
import { noObject, readJsonAsNx } from '../config/read-jsonc';
import {
  manifestBlockInvalid,
  manifestChanged,
  manifestMissing,
  nxIsInstalledApart,
} from '../errors/setup-error-texts';
import { OUR_VERSION } from '../results/our-version';
import { PACKAGE, planManifest, planManifestRemoval, type Change } from './manifest-changes';
import { findPackageManager, type PackageManager } from './package-manager';

export interface SetupOptions {
  /** Takes back what init did. */
  remove?: boolean;
  /** Also writes a `plugin-host.json`. */
  settings?: boolean;
}

interface FileChange {
  file: string;
  /** `undefined`: the file is not there. */
  before: string | undefined;
  after: string | undefined;
}

export interface SetupPlan {
  changes: Change[];
  notes: string[];
  packageManager: PackageManager;
  files: FileChange[];
}

/** What init writes. It sets nothing, and gives editors the names and types of all settings. */
const SETTINGS_TEXT = `{
  "$schema": "./node_modules/${PACKAGE}/plugin-host.schema.json"
}
`;

/**
 * What `init` will change in a workspace. Nothing is written.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` if it has no `package.json` that could be changed.
 */
export function planSetup(root: string, { remove = false, settings = false }: SetupOptions): SetupPlan {
  const file = join(root, 'package.json');
  if (readNxJson(root)['installation'] !== undefined || existsSync(join(root, '.nx', 'installation')))
    throw nxIsInstalledApart(root);
  if (!existsSync(file)) throw manifestMissing(root);
  const manifest = checkManifest(file);
  const before = readFileSync(file, 'utf8');
  const { text, changes, notes } = remove ? planManifestRemoval(before) : planManifest(before, OUR_VERSION);
  const own = remove ? planSettingsRemoval(root) : settings ? planSettings(root) : NOTHING;
  return {
    changes: [...changes, ...own.changes],
    notes: [...notes, ...own.notes],
    packageManager: findPackageManager(root, manifest['packageManager']),
    files: [{ file, before, after: text }, ...own.files],
  };
}

/**
 * Does what was planned.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` if a file is another one by now; nothing is written then.
 */
export function applySetup({ files }: SetupPlan): void {
  const changed = files.filter(({ before, after }) => before !== after);
  for (const { file, before } of changed) if (readIfThere(file) !== before) throw manifestChanged(file);
  for (const { file, after } of changed) {
    if (after === undefined) rmSync(file);
    else writeFileSync(file, after);
  }
}

type Own = Pick<SetupPlan, 'changes' | 'notes' | 'files'>;
const NOTHING: Own = { changes: [], notes: [], files: [] };

function planSettings(root: string): Own {
  const file = join(root, SETTINGS_FILE);
  if (existsSync(file)) return NOTHING;
  const change: Change = { file: SETTINGS_FILE, sign: '+', text: SETTINGS_TEXT.trimEnd() };
  return { changes: [change], notes: [], files: [{ file, before: undefined, after: SETTINGS_TEXT }] };
}

function planSettingsRemoval(root: string): Own {
  const file = join(root, SETTINGS_FILE);
  const before = readIfThere(file);
  if (before === undefined) return NOTHING;
  if (before !== SETTINGS_TEXT)
    return { ...NOTHING, notes: [`${SETTINGS_FILE} has settings of yours, and stays.`] };
  const change: Change = { file: SETTINGS_FILE, sign: '-', text: before.trimEnd() };
  return { changes: [change], notes: [], files: [{ file, before, after: undefined }] };
}

/** The blocks that may be changed have to be objects. */
function checkManifest(file: string): Record<string, unknown> {
  const manifest = readJsonAsNx(file);
  if (!isObject(manifest)) throw noObject(file);
  for (const block of ['scripts', 'devDependencies', 'dependencies', 'optionalDependencies'])
    if (manifest[block] !== undefined && !isObject(manifest[block])) throw manifestBlockInvalid(file, block);
  return manifest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
