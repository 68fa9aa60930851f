import { ensureInstalled } from './ensure-installed.mjs';
import { npmRun, runOrExit } from './steps.mjs';

console.log('Installing if needed, and building …');
if (!ensureInstalled() || !npmRun('build')) process.exit(1);
runOrExit(process.execPath, ['tools/scripts/show-example.mjs']);
