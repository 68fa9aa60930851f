import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NX_MAJORS, SUPPORTED_MAJORS } from '../../src/config/nx-majors';
import { whyUnlisted, type NxCall } from '../../src/exec/listed-commands';

const ROOT = '/ws';
const why = (words: string, call: Partial<NxCall> = {}) =>
  whyUnlisted({ args: words.split(' '), env: {}, nxMajor: 23, root: ROOT, isTerminal: false, ...call });

describe('nx commands that get our graph', () => {
  test.each([
    'show projects',
    'show projects --json',
    'show projects --projects=tag:a,b --with-target build --type lib --exclude c',
    'show projects -p a b -t build --sep=, --verbose',
    'show project one',
    'show project --json one',
    'show target inputs one:build --verbose',
    'show target outputs one:build --json',
  ])('nx %s', (words) => expect(why(words)).toBeUndefined());

  test.each(SUPPORTED_MAJORS)('nx %i shows projects', (nxMajor) => {
    expect(why('show projects', { nxMajor })).toBeUndefined();
    expect(why('show project one', { nxMajor })).toBeUndefined();
  });

  test.each([20, 21, 22] as const)('nx %i was not tried with targets', (nxMajor) =>
    expect(why('show target inputs one:build', { nxMajor })).toMatch('is not among the commands'),
  );

  test('docs/exec.md says with which majors', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/exec.md'), 'utf8');
    const rowOf = (command: string) => page.split('\n').find((line) => line.startsWith(`| \`${command}`));
    const showing = SUPPORTED_MAJORS.filter((major) => NX_MAJORS[major].showsTargets);
    expect(rowOf('show projects')).toContain(`| ${SUPPORTED_MAJORS[0]} to ${SUPPORTED_MAJORS.at(-1)}, `);
    expect(rowOf('show target inputs TARGET')).toContain(`| ${showing.join(', ')} |`);
  });
});

describe('nx commands that run unchanged', () => {
  test.each([
    ...[
      '--affected',
      '--affected=true',
      '--affected=false',
      '--no-affected',
      '--base=main',
      '--base',
      '--head=HEAD',
    ],
    ...[
      '--files=a',
      '--uncommitted',
      '--untracked',
      '--stdin',
      '--explain',
      '-a',
      '-ab',
      '-tbuild',
      '--',
      '-',
    ],
    ...['--no-json', '--help', '--version', '--web', '--graph', '--configuration=x', '--aff'],
  ])('nx show projects %s', (option) => expect(why(`show projects ${option}`)).toMatch(option.split('=')[0]));

  test.each([
    ...[
      'affected -t build',
      'affected:graph',
      'print-affected',
      'run one:build',
      'run-many -t build',
      'build one',
    ],
    ...[
      'graph --file=g.json',
      'report',
      'list',
      'format:check --all',
      'reset',
      'sync:check',
      'show',
      'show target',
    ],
    ...['show target one:build', '--verbose show projects', 'show --json projects', 'projects', ''],
  ])('nx %s', (words) => expect(why(words)).toMatch('is not among the commands of nx 23'));

  test('an option of another command', () => {
    expect(why('show project one --projects=x')).toMatch('--projects');
    expect(why('show project one --web')).toMatch('--web');
  });

  test('a project in a browser', () => {
    expect(why('show project one', { isTerminal: true })).toMatch('opens a browser');
    expect(why('show project one --json', { isTerminal: true })).toBeUndefined();
    expect(why('show projects', { isTerminal: true })).toBeUndefined();
  });

  test.each(['NX_BASE', 'NX_HEAD', 'NX_COMPLETE', 'NX_CACHE_PROJECT_GRAPH', 'NX_FORCE_REUSE_CACHED_GRAPH'])(
    'where %s is set',
    (name) => expect(why('show projects', { env: { [name]: 'false' } })).toBe(`${name} is set`),
  );

  test('in another root', () => {
    const inRoot = (root: string) => why('show projects', { env: { NX_WORKSPACE_ROOT_PATH: root } });
    expect(inRoot(ROOT)).toBeUndefined();
    expect(inRoot('/other')).toMatch('names another root');
  });
});
