import { ensureInstalled } from './ensure-installed.mjs';
import { heading, npmRun, runOrExit } from './steps.mjs';

const pluginHost = 'packages/plugin-host/bin/plugin-host.js';
const subjects = [
  ['examples/workspace', 'the example workspace'],
  ['.', 'this repository'],
];

heading('install, if needed, and build');
if (!ensureInstalled() || !npmRun('build')) process.exit(1);
for (const [directory, title] of subjects) {
  heading(`the plugins of ${title}, each in a process of its own`);
  runOrExit(process.execPath, [pluginHost, 'plugins', '--root', directory]);
  heading(`the project graph of ${title}`);
  runOrExit(process.execPath, [pluginHost, 'graph', '--root', directory]);
}
