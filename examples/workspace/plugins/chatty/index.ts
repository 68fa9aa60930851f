import type { CreateDependencies, CreateMetadata, CreateNodes } from '@nx/devkit';

const linesPerHook = 4;

function chat(hook: string): void {
  for (let line = 1; line <= linesPerHook; line += 1) {
    console.log(`${hook}: line ${line} of ${linesPerHook} on stdout`);
    console.error(`${hook}: line ${line} of ${linesPerHook} on stderr`);
  }
  process.stdout.write(`${hook}: a last line without an end`);
  process.stdout.write('\n');
}

chat('load');

export const name = 'chatty';

export const createNodes: CreateNodes = [
  'libs/*/project.json',
  (files) => {
    chat('createNodes');
    return files.map((file) => [file, {}] as const);
  },
];

export const createDependencies: CreateDependencies = () => {
  chat('createDependencies');
  return [];
};

export const createMetadata: CreateMetadata = () => {
  chat('createMetadata');
  return {};
};
