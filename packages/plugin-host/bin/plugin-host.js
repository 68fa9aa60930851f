#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const build = join(__dirname, '..', 'dist', 'bundle', 'start.js');
if (existsSync(build)) {
  require(build).start(process.argv);
} else {
  process.stderr.write(
    `plugin-host is not built: ${build} is missing. Run \`npm run build\` in the repository, or install the package again.\n`,
  );
  process.exitCode = 2;
}
