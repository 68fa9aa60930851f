import { ensureInstalled } from './ensure-installed.mjs';
import { npmRun, runOrExit } from './steps.mjs';

if (!ensureInstalled()) process.exit(1);
console.log('Building …');
if (!npmRun('build')) process.exit(1);
runOrExit(process.execPath, ['tools/scripts/show-example.mjs']);
