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
    expect(said([{ file: 'a.json' }, { file: 'b.json' }])).toBe(
      `error acme createNodes a.json: no comma\nerror acme createNodes b.json: no comma\n${inPlugin}\n`,
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
