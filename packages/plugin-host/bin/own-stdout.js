'use strict';
require('../dist/bundle/start.js').startWithOwnStdout(process.argv);
