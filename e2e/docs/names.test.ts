import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runCli } from '../support/run';
import { documentFiles, filesBelow } from './documents';

const documents = documentFiles.map((file) => ({
  name: relative(repositoryRoot, file),
  text: readFileSync(file, 'utf8'),
}));

/** What the documents name and `known` does not have, each with its document. */
function unknownNames(pattern: RegExp, isKnown: (name: string) => boolean): string[] {
  return documents.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)]
      .filter(([, found]) => !isKnown(found))
      .map(([, found]) => `${name}: ${found}`),
  );
}

test('documents name npm scripts that are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(
    unknownNames(/npm run (?:-s |--silent )?([a-z][a-z0-9:-]*)/g, (name) => name === 'nx' || name in scripts),
  ).toEqual([]);
});

test('documents name environment variables that the code knows', () => {
  const sources = ['plugin-worker', 'plugin-host'].flatMap((name) =>
    filesBelow(join(repositoryRoot, 'packages', name, 'src'), '.ts'),
  );
  const code = sources.map((file) => readFileSync(file, 'utf8')).join('');
  expect(unknownNames(/\b(PLUGIN_(?:HOST|ISOLATION)_[A-Z_]+)\b/g, (name) => code.includes(name))).toEqual([]);
});

test('documents name commands that the command line has', async () => {
  const { stdout } = await runCli(['--help']);
  const isKnown = (name: string) => new RegExp(`^ +${name} `, 'm').test(stdout);
  expect(isKnown('graph')).toBe(true);
  expect(unknownNames(/(?:npx|`|exec|yarn) ?plugin-host ([a-z]+)/g, isKnown)).toEqual([]);
});
