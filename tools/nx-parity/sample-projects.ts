type Json = Record<string, unknown>;

const run = (code: string) => `node -e "${code}"`;

/** Serves until nx ends it. What depends on it waits for this directory: it could be done before anything is served. */
const SERVING = 'dist/samples/serving';
const SERVE = `console.log('serving'); require('fs').mkdirSync('${SERVING}', { recursive: true }); setInterval(() => {}, 1000)`;
const TEST = `setInterval(() => { try { require('fs').rmdirSync('${SERVING}') } catch { return } console.log('tested'); process.exit() }, 20)`;
const WRITE =
  "require('fs').mkdirSync('dist/samples/NAME', { recursive: true }); require('fs').writeFileSync('dist/samples/NAME/out.txt', 'NAME'); console.log('built NAME')";

function buildOf(name: string): Json {
  return {
    command: run(WRITE.replaceAll('NAME', name)),
    cache: true,
    dependsOn: ['^sample-build'],
    inputs: ['{projectRoot}/**/*', '^default', { env: 'SAMPLE' }],
    outputs: [`{workspaceRoot}/dist/samples/${name}`],
  };
}

const project = (name: string, targets: Json, more: Json = {}): Json => ({
  name: `sample-${name}`,
  sourceRoot: `samples/${name}`,
  projectType: 'library',
  tags: ['sample'],
  targets: { 'sample-build': buildOf(name), ...targets },
  ...more,
});

const PROJECTS: Record<string, Json> = {
  one: project('one', {
    'sample-fail': {
      command: run("console.log('before'); console.error('wrong'); process.exit(3)"),
      cache: true,
    },
    'sample-serve': { command: run(SERVE), continuous: true },
    'sample-context': {
      executor: 'sample-tool:print-context',
      options: { word: 'given' },
      configurations: { other: { word: 'other' } },
    },
    'sample-synced': { command: 'echo synced', syncGenerators: ['sample-tool:sync'] },
    'sample-args': { command: run('console.log(process.argv.slice(1))') },
  }),
  two: project(
    'two',
    {
      'sample-fail': { command: 'echo fine', cache: true },
      'sample-test': {
        command: run(TEST),
        dependsOn: [{ projects: ['sample-one'], target: 'sample-serve' }],
      },
      'sample-reads-outputs': {
        command: 'cat dist/samples/two/out.txt',
        cache: true,
        dependsOn: ['sample-build'],
        inputs: [{ dependentTasksOutputFiles: '**/*.txt' }],
      },
    },
    { implicitDependencies: ['sample-one'] },
  ),
  three: project('three', {}, { projectType: 'application', tags: [], implicitDependencies: ['sample-two'] }),
};

const TEAM = '{ "team": "samples", "layer": "domain", "tests": null }';

/** Projects with tasks that run anywhere, by path. */
export const SAMPLE_FILES: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(PROJECTS).map(([name, json]) => [`samples/${name}/project.json`, toText(json)]),
  ),
  // The plugin of a generated workspace wants one of each project.
  ...Object.fromEntries(['one', 'two', 'three', 'four'].map((name) => [`samples/${name}/team.json`, TEAM])),
  'samples/one/sample.json': '{}',
  'samples/four/sample.json': '{}',
  'samples/two/source.txt': 'two\n',
};

/** A package with what these projects use: a plugin, an executor and generators. */
export const TOOL_FILES: Record<string, string> = {
  'package.json': toText({
    name: 'sample-tool',
    version: '1.0.0',
    main: 'plugin.js',
    executors: './executors.json',
    generators: './generators.json',
  }),
  'executors.json': toText({
    executors: {
      'print-context': {
        implementation: './print-context.js',
        schema: './schema.json',
        description: 'Says what it gets',
      },
    },
  }),
  'generators.json': toText({
    generators: {
      'add-file': {
        factory: './add-file.js',
        schema: './schema.json',
        description: 'Adds a project and a file',
      },
      sync: { factory: './sync.js', schema: './schema.json', description: 'Lists the samples' },
    },
  }),
  'schema.json': toText({
    $schema: 'https://json-schema.org/schema',
    $id: 'sample',
    type: 'object',
    properties: { name: { type: 'string' }, word: { type: 'string' } },
  }),
};

/** The tool is one of the plugins. */
export function addSampleTool(nxJson: Json): Json {
  const plugins = Array.isArray(nxJson['plugins']) ? (nxJson['plugins'] as unknown[]) : [];
  return { ...nxJson, plugins: [...plugins, 'sample-tool'] };
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
