import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { documentFiles, filesBelow } from './documents';

const COLUMNS = 120;
const NUMBER = /\bB\d\d\b/g;
const README_LINES = 150;

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

const named = documentFiles.map((file) => [relative(repositoryRoot, file), file]);

/** The anchors that a page has, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(file: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path ? join(dirname(file), path) : file;
  return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
}

test('there are documents', () => {
  expect(named.map(([name]) => name)).toEqual(expect.arrayContaining(['README.md', 'docs/behaviours.md']));
});

test(`README.md has at most ${README_LINES} lines`, () => {
  expect(read(join(repositoryRoot, 'README.md')).split('\n').length - 1).toBeLessThanOrEqual(README_LINES);
});

test.each(named)('%s: each link leads somewhere', (_, file) => {
  const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  const ours = links.filter((link) => !/^https?:/.test(link));
  expect(ours.filter((link) => isBroken(file, link))).toEqual([]);
});

test.each(named)(`%s: lines have at most ${COLUMNS} columns, rows of tables too`, (_, file) => {
  const prose = read(file).replace(/^```[^]*?^```/gm, '');
  expect(prose.split('\n').filter((line) => line.length > COLUMNS)).toEqual([]);
});

test('test titles cite the behaviours that are listed, and each of those is cited', () => {
  const listed = [...read(join(repositoryRoot, 'docs/behaviours.md')).matchAll(/^- \*\*(B\d\d)\*\*/gm)];
  const tests = filesBelow(join(repositoryRoot, 'packages'), '.test.ts').concat(
    filesBelow(join(repositoryRoot, 'e2e'), '.test.ts'),
  );
  const titles = tests
    .filter((file) => file !== __filename)
    .flatMap((file) => read(file).match(/['"`][^'"`\n]*\bB\d\d\b[^'"`\n]*/g) ?? []);
  const cited = titles.flatMap((title) => title.match(NUMBER) ?? []);
  expect([...new Set(cited)].sort()).toEqual(listed.map(([, number]) => number).sort());
});

describe('docs/architecture.md', () => {
  const page = read(join(repositoryRoot, 'docs/architecture.md'));
  const packages = ['plugin-worker', 'plugin-host'].map((name) =>
    join(repositoryRoot, 'packages', name, 'src'),
  );

  test('has each room', () => {
    const described = [...page.matchAll(/^- \*\*`([a-z-]+)\/`\*\*/gm)].map(([, room]) => room);
    const rooms = packages.flatMap((source) =>
      readdirSync(source, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      ),
    );
    expect(described.sort()).toEqual(rooms.sort());
  });

  test('names files that are there', () => {
    const files = [...page.matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(20);
    const isThere = (file: string) => packages.some((source) => existsSync(join(source, file)));
    expect(files.filter((file) => !isThere(file))).toEqual([]);
  });
});

test('docs/security.md names tests that are there', () => {
  const page = read(join(repositoryRoot, 'docs/security.md'));
  const names = [...page.matchAll(/`((?:e2e|process|socket|protocol|results)\/[a-z/-]+)`/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(5);
  const ofPackages = ['plugin-worker', 'plugin-host'].map((name) => `packages/${name}/test`);
  const places = [...ofPackages, ''].map((place) => join(repositoryRoot, place));
  const isThere = (name: string) => places.some((place) => existsSync(join(place, `${name}.test.ts`)));
  expect(names.filter((name) => !isThere(name))).toEqual([]);
});
