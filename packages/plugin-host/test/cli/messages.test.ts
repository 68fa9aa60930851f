import { Messages } from '../../src/cli/messages';
import type { GraphError } from '../../src/errors/graph-errors';

class Collected extends Messages {
  text = '';
  override note(text: string): void {
    this.text += text;
  }
}

function said(errors: Partial<GraphError>[]): string {
  const messages = new Collected();
  const error = { name: 'Error', message: 'no comma' };
  const defaults = { plugin: 'acme', hook: 'createNodes', code: 'Error', message: 'no comma', error };
  messages.graphErrors(errors.map((each) => ({ ...defaults, ...each })));
  // Without the colours of this terminal.
  return messages.text.replace(/\x1b\[\d+m/g, '');
}

describe('what to do after errors of plugins', () => {
  const inPlugin =
    'Fix the plugin: --verbose shows its stack, and --inspect-brk PLUGIN stops in it, by its name in nx.json.';

  test('a plugin threw: it is to be fixed, and that is said once', () => {
    expect(said([{ hook: 'createMetadata' }, { file: 'b.json' }])).toBe(
      `error acme createMetadata: no comma\nerror acme createNodes b.json: no comma\n${inPlugin}\n`,
    );
  });

  test('a plugin of nx threw: it is not to be fixed', () => {
    const plugin = 'nx/core/project-json';
    expect(said([{ plugin, file: 'a/project.json' }])).toBe(
      `error ${plugin} createNodes a/project.json: no comma\nCorrect a/project.json.\n`,
    );
    expect(said([{ plugin, hook: 'createDependencies' }])).toBe(
      `error ${plugin} createDependencies: no comma\nThe plugin is a part of nx: --verbose shows its stack.\n`,
    );
  });

  test('nx can’t put together what the plugins gave: it explains that', () => {
    const message = 'The following projects are defined in multiple locations';
    expect(said([{ plugin: 'nx', hook: 'merge', message }])).toBe(`error nx merge: ${message}\n`);
  });
});

describe('errors of one hook', () => {
  const files = ['a.json', 'b.json', 'c.json', 'd.json', 'e.json'];

  test('are one paragraph, with the first files', () => {
    expect(said(files.map((file) => ({ file })))).toMatch(
      /^error acme createNodes: 5 files failed: no comma\n {2}a\.json\n {2}b\.json\n {2}c\.json\n {2}and 2 more: --verbose shows all\nFix/,
    );
  });

  test('say what is wrong with each file, if that differs', () => {
    expect(said(['a.json', 'b.json'].map((file) => ({ file, message: `no ${file}` })))).toMatch(
      /^error acme createNodes: 2 files failed, in 2 ways\n {2}a\.json: no a\.json\n {2}b\.json: no b\.json\nFix/,
    );
  });

  test('name the first place in the source of the plugin itself', () => {
    const stack = (...places: string[]) =>
      ['Error: no comma', ...places.map((place) => `    at read (${place})`)].join('\n');
    const at = (plugin: string, ...places: string[]) => {
      const error = { name: 'Error', message: 'no comma', stack: stack(...places) };
      return /^ {2}at (.*)$/m.exec(said([{ plugin, error }]))?.[1];
    };
    const library = `${process.cwd()}/node_modules/yaml/index.js:1:1`;
    const installed = `${process.cwd()}/node_modules/@acme/nx/plugin.js:7:9`;
    expect(at('./tools/acme.ts', 'node:fs:1:2', library, `${process.cwd()}/tools/read.ts:3:5`)).toBe(
      'tools/read.ts:3:5',
    );
    expect(at('@acme/nx/plugin', library, installed)).toBe('node_modules/@acme/nx/plugin.js:7:9');
    expect(at('@other/nx', library, installed)).toBeUndefined();
  });
});
