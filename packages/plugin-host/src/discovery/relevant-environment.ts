import { createHash } from 'node:crypto';
import { delimiter, dirname } from 'node:path';

/**
 * Variables of a terminal, a session, a package manager's script or one run. They have no effect on a graph. Every
 * other variable may change what a plugin does.
 */
const IRRELEVANT =
  /^(_|PWD|OLDPWD|SHLVL|INIT_CWD|NODE|PROJECT_CWD|BERRY_BIN_FOLDER|PNPM_SCRIPT_SRC_DIR|COLUMNS|LINES|COLORTERM|FORCE_COLOR|NO_COLOR|CLICOLOR|LS_COLORS|LESS\w*|PAGER|EDITOR|VISUAL|MAIL|HISTFILE|PS[1-4]|PROMPT\w*|STY|WINDOWID|DISPLAY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|WT_SESSION|WT_PROFILE_ID|VTE_VERSION|TMPDIR|TMP|TEMP|NX_VERBOSE_LOGGING|NX_DAEMON|NX_ISOLATE_PLUGINS|NX_WORKSPACE_ROOT_PATH|(npm|TERM|TMUX|XDG|SSH|GPG|VSCODE|ITERM|KITTY|ALACRITTY|WEZTERM|KONSOLE|GNOME_TERMINAL)(_\w*)?|TERMINAL_EMULATOR|TERMINFO\w*)$/i;

/** What nx itself sets for its process and for a task, so that an nx in a task asks the same host. */
const SET_BY_NX =
  /^(NX_(CLI_SET|TASK_\w+|TERMINAL_\w+|STREAM_OUTPUT|PREFIX_OUTPUT|FORKED_TASK_EXECUTOR|INVOKED_BY_RUNNER|INVOCATION_ROOT_PID|SKIP_NX_CACHE|WORKSPACE_ROOT|TUI(_\w+)?|ORIGINAL_FORCE_COLOR)|LERNA_PACKAGE_NAME)$/;

/** Package managers put these in front of `PATH` for their scripts. */
const SCRIPT_DIRECTORY = /node_modules[\\/]\.bin[\\/]?$|node-gyp-bin[\\/]?$/;

/** Each variable that may decide what a plugin does, and a digest of its value: values may be secrets. */
export function digestEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const relevant = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !isIrrelevant(name, value),
  );
  return Object.fromEntries(relevant.map(([name, value]) => [name, digest(normalise(name, value!))]));
}

/** Names of the variables that are not the same in both, in order. */
export function differingVariables(one: Record<string, string>, other: Record<string, string>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).sort();
}

function isIrrelevant(name: string, value: string): boolean {
  // In a task it is there, and says what nx does anyway.
  const isDefault = name === 'NX_LOAD_DOT_ENV_FILES' && value === 'true';
  return isDefault || IRRELEVANT.test(name) || SET_BY_NX.test(name);
}

function normalise(name: string, value: string): string {
  if (name.toUpperCase() !== 'PATH') return value;
  const directories = value.split(delimiter);
  // Nx puts them in front for a task, and then node's own once more.
  const nodes = dirname(process.execPath);
  const isAdded = (index: number) =>
    directories[index] === nodes &&
    SCRIPT_DIRECTORY.test(directories[index - 1] ?? '') &&
    directories.includes(nodes, index + 1);
  return directories
    .filter((directory, index) => !SCRIPT_DIRECTORY.test(directory) && !isAdded(index))
    .join(delimiter);
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 16);
}
