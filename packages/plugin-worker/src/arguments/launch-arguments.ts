import { HOOK_NAMES } from '../protocol/hooks/hooks';
import * as is from './checks';
import type { Check, Checks } from './checks';

export const LOADER_KINDS = ['swc-node', 'ts-node', 'strip-types', 'node'];
export const inspectMode = is.oneOf(true, false, 'brk');

/** `hooks` by their names: those of plugins, or the functions of a module. */
export const timeouts = (hooks: Check): Check =>
  is.fields({ loadMs: is.milliseconds, hookMs: is.milliseconds, hooks });

export const timeoutsOfPlugin = timeouts(
  is.fields(Object.fromEntries(HOOK_NAMES.map((hook) => [hook, is.milliseconds]))),
);

const COMMON: Checks = {
  root: is.root,
  name: is.text,
  env: is.recordOf(is.string),
  execArgv: is.texts,
  inspect: inspectMode,
  transport: is.oneOf('auto', 'socket', 'lifeline'),
  loader: is.fields({
    kinds: is.listOf(...LOADER_KINDS),
    unfit: is.text,
    tsconfig: is.text,
    formats: is.oneOf('commonjs', 'detected', 'declared'),
  }),
  onLog: is.callback,
  signal: is.signal,
};

export const PLUGIN_WORKER: Checks = {
  ...COMMON,
  plugin: is.text,
  options: is.json,
  include: is.texts,
  exclude: is.texts,
  index: is.count,
  timeouts: timeoutsOfPlugin,
};

export const MODULE_WORKER: Checks = {
  ...COMMON,
  module: is.text,
  onEvent: is.callback,
  timeouts: timeouts(is.recordOf(is.milliseconds)),
};
