import type { CreateDependencies, CreateMetadata, CreateNodes } from '@nx/devkit';

// It prints wherever it can, as plugins do: on both streams, and with a last line whose end comes later.
function chat(text: string): void {
  console.log(`${text} (console.log in process ${process.pid})`);
  console.error(`${text} (console.error)`);
  process.stdout.write(`${text} (a line in`);
  process.stdout.write(' two pieces)\n');
}

chat('I am loaded');

export const name = 'chatty';

export const createNodes: CreateNodes = [
  'libs/*/project.json',
  (files) => {
    chat(`createNodes looks at ${files.length} files`);
    return files.map((file) => [file, {}] as const);
  },
];

export const createDependencies: CreateDependencies = (_options, { projects }) => {
  chat(`createDependencies looks at ${Object.keys(projects).length} projects`);
  return [];
};

export const createMetadata: CreateMetadata = ({ nodes }) => {
  chat(`createMetadata looks at ${Object.keys(nodes).length} projects`);
  return {};
};
