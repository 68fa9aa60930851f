// An editor of a few lines: what the extension shows is printed, and a line on stdin is a save.
const { createInterface } = require('node:readline');
const { activate } = require('./extension');

const input = createInterface({ input: process.stdin });
const window = {
  showProjects: (names) => console.log(`projects ${names.join(' ')}`),
  setStatus: (text) => console.log(`status ${text}`),
  showProblem: (text) => console.log(`problem ${text}`),
  onDidSave: (listener) => input.on('line', listener),
};

activate(window, process.argv[2] ?? process.cwd()).then(
  (extension) => input.once('close', () => extension.dispose()),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
