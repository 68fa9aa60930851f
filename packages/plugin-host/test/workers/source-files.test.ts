import { mkdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { SourceFiles } from '../../src/workers/source-files';
import { FakeWorker } from '../support/fake-launcher';
import { launchConfiguration } from '../support/supervised';
import { createTempDirectory, versionOf } from '../support/temp-directory';

describe('B61 SourceFiles', () => {
  const inDirectory = (use: (file: string, sources: SourceFiles) => void) => {
    using directory = createTempDirectory({ 'library.ts': 'old' });
    use(directory.path('library.ts'), new SourceFiles());
  };

  test('what was loaded and is the same is no change', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      expect(sources.findChange(reported)).toBeUndefined();
    }));

  test('another content is one, also where the file was only just loaded; the same content is none', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      utimesSync(file, 1, 1);
      expect(sources.findChange(reported)).toBeUndefined();
      writeFileSync(file, 'new');
      expect(sources.findChange(reported)).toBe(file);
      sources.forget();
      expect(sources.findChange(reported)).toBe(file);
    }));

  test('a file that is gone is one', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      unlinkSync(file);
      expect(sources.findChange(reported)).toBe(file);
    }));

  test('what may have been written while it was loaded replaces a worker once', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: 'unknown' }, manifests: {} };
      expect(sources.findChange(reported)).toBe(file);
      sources.forget();
      expect(sources.findChange(reported)).toBeUndefined();
    }));

  test('of a package.json beside a source only what decides its format counts; one that appears does', () => {
    using directory = createTempDirectory({ 'package.json': '{ "name": "a" }' });
    const [file, absent] = [directory.path('package.json'), directory.path('nearer/package.json')];
    const reported = { files: {}, manifests: { [file]: versionOf(file), [absent]: 'gone' } };
    const sources = new SourceFiles();
    expect(sources.findChange(reported)).toBeUndefined();
    writeFileSync(file, '{ "name": "a", "scripts": {} }');
    expect(sources.findChange(reported)).toBeUndefined();
    writeFileSync(file, '{ "name": "a", "type": "module" }');
    expect(sources.findChange(reported)).toBe(file);
    mkdirSync(directory.path('nearer'));
    writeFileSync(absent, '{}');
    expect(sources.findChange(reported)).toBe(absent);
  });
});

describe('B23 SourceFiles.ask', () => {
  const launch = launchConfiguration();
  const neverAnswers = () => {
    const worker = new FakeWorker({ generation: 1 });
    worker.loadedFiles = () => new Promise(() => undefined);
    return worker;
  };
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
  afterEach(() => jest.useRealTimers());

  test('keeps what the worker has loaded', async () => {
    const worker = new FakeWorker({ generation: 1 });
    worker.loaded = { files: { '/plugin.js': '1' }, manifests: {} };
    const sources = new SourceFiles();
    await sources.ask(worker.asWorker, launch);
    expect(sources.loaded).toBe(worker.loaded);
  });

  test('an idle worker that does not answer within 10 s is not waited for', async () => {
    const outcome = jest.fn();
    new SourceFiles().ask(neverAnswers().asWorker, launch).catch(outcome);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(outcome).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(outcome).toHaveBeenCalledWith(new Error('it did not answer within 10 s'));
  });

  test.each([
    ['that a hook of an abandoned computation blocks', true, launch],
    ['without timers', false, launchConfiguration({ timeouts: { hookMs: 0 } })],
    ['that has an inspector', false, launchConfiguration({ inspect: true })],
  ])('a worker %s is waited for as long as it takes', async (_, isInHook, configuration) => {
    const worker = neverAnswers();
    if (isInHook) worker.runningHook = { hook: 'createNodes', elapsedMs: 1 };
    const outcome = jest.fn();
    new SourceFiles().ask(worker.asWorker, configuration).catch(outcome);
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(outcome).not.toHaveBeenCalled();
  });

  test('the last words of a launch count until the next one begins', () => {
    using directory = createTempDirectory({ 'plugin.js': '' });
    const sources = new SourceFiles();
    const [first, second] = [
      { files: {}, manifests: {} },
      { files: { '/b': '1' }, manifests: {} },
    ];
    const sayFirst = sources.noteLoading(directory.path('plugin.js'));
    expect(Object.keys(sources.loaded.files)).toEqual([directory.path('plugin.js')]);
    sayFirst(second);
    expect(sources.loaded).toBe(second);
    sources.noteLoading(directory.path('plugin.js'));
    sayFirst(first);
    expect(sources.loaded).not.toBe(first);
  });
});
