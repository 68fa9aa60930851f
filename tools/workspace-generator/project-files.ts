import { relative } from 'node:path/posix';
import { type FileTree, json } from './file-tree';
import type { PlannedProject } from './plan-projects';

export function projectFiles(project: PlannedProject): FileTree {
  const files = {
    ...manifestFile(project),
    ...typescriptFiles(project),
    ...runnerFile(project),
    ...sourceFiles(project),
    'team.json': json({
      team: project.name.split('-')[0],
      layer: project.layer,
      tests: firstImport(project),
    }),
    ...(project.hasEslintConfig && {
      'eslint.config.js': `module.exports = [...require('${toRoot(project)}/eslint.config.js')];\n`,
    }),
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [`${project.root}/${path}`, content]),
  );
}

function manifestFile({ name, importPath, root, manifest }: PlannedProject): FileTree {
  if (manifest === 'project.json') {
    return { 'project.json': json({ name, projectType: 'library', sourceRoot: `${root}/src` }) };
  }
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
  const described = { name: importPath, version: '0.0.0', description: `The library ${name}.` };
  return { 'package.json': json({ ...described, private: true, exports }) };
}

function typescriptFiles(project: PlannedProject): FileTree {
  const lib = { compilerOptions: { rootDir: 'src', outDir: 'dist' }, include: ['src/**/*.ts'] };
  return {
    'tsconfig.json': json({
      extends: `${toRoot(project)}/tsconfig.base.json`,
      files: [],
      references: [{ path: './tsconfig.lib.json' }],
    }),
    'tsconfig.lib.json': json({
      extends: `${toRoot(project)}/tsconfig.base.json`,
      ...lib,
      references: project.imports.map((it) => ({
        path: `${relative(project.root, it.root)}/tsconfig.lib.json`,
      })),
    }),
  };
}

function runnerFile({ name, runner, root }: PlannedProject): FileTree {
  if (runner === 'vite') return { 'vite.config.ts': viteConfig(root) };
  if (runner === 'none') return {};
  const preset = `${relative(root, '')}/jest.preset.js`;
  return { 'jest.config.js': `module.exports = { displayName: '${name}', preset: '${preset}' };\n` };
}

function viteConfig(root: string): string {
  return `import { defineConfig } from 'vite';

export default defineConfig(() => ({
  root: import.meta.dirname,
  cacheDir: '${relative(root, '')}/node_modules/.vite/${root}',
  build: { outDir: './dist', lib: { entry: 'src/index.ts', formats: ['es' as const] } },
}));
`;
}

function sourceFiles(project: PlannedProject): FileTree {
  const parts = Array.from({ length: project.sourceCount }, (_, i) => i);
  const index = parts.map((i) => `export * from './part-${i}';\n`).join('');
  const sources = parts.map((i) => [`src/part-${i}.ts`, sourceFile(project, i)] as const);
  return { 'src/index.ts': index, ...Object.fromEntries(sources), 'src/index.test.ts': testFile(project) };
}

function sourceFile({ name, imports, packages, sourceCount }: PlannedProject, part: number): string {
  const belongsHere = (_: unknown, i: number) => i % sourceCount === part;
  const used = [
    ...imports.map(({ importPath }) => importPath).filter(belongsHere),
    ...packages.filter(belongsHere),
  ];
  const lines = used.map((specifier, i) => `import * as used${i} from '${specifier}';\n`);
  const values = used.map((_, i) => `typeof used${i}`).join(', ');
  const constant = `${name.replace('-', '')}Part${part}`;
  return `${lines.join('')}\nexport const ${constant} = { name: '${name}', part: ${part}, uses: [${values}] };\n`;
}

function testFile({ name }: PlannedProject): string {
  return `import * as subject from './index';\n\ntest('${name}', () => expect(subject).toBeDefined());\n`;
}

function firstImport({ imports }: PlannedProject): string | null {
  return imports.at(0)?.root ?? null;
}

function toRoot({ root }: PlannedProject): string {
  return relative(root, '');
}
