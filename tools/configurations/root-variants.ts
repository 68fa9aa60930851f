import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { manifestOf, PLUGIN, withPlugins, type Variant } from './variant';

const none = { 'nx.json': null };

/** Where the root is, with and without `nx.json`. */
export const ROOT_VARIANTS: Variant[] = [
  { name: 'root: started in a folder of it', cwd: 'libs/one' },
  { name: 'root: without nx.json, started in a folder of it', files: none, cwd: 'libs/one' },
  { name: 'root: without nx.json and package.json', files: { ...none, 'package.json': null } },
  {
    name: 'root: without nx.json, project.json alone',
    files: { ...none, 'package.json': null, 'packages/four/package.json': null },
  },
  {
    name: 'root: without nx.json, lerna',
    files: { ...none, 'package.json': manifestOf('workspace'), 'lerna.json': { packages: ['packages/*'] } },
  },
  {
    name: 'root: without nx.json, pnpm',
    files: {
      ...none,
      'package.json': manifestOf('workspace'),
      'pnpm-workspace.yaml': 'packages: ["packages/*"]',
    },
  },
  { name: 'root: a script nx', files: { ...none, nx: '' } },
  { name: 'root: a script nx.bat', files: { ...none, 'nx.bat': '' } },
  { name: 'root: a folder nx', files: { ...none, 'nx/a': '' } },
  { name: 'root: an nx.json in a folder between', files: { 'libs/nx.json': '{}' }, cwd: 'libs/one' },
  {
    name: 'root: without nx.json, a node_modules/nx in a folder between',
    files: none,
    links: { 'libs/node_modules/nx': join(repositoryRoot, 'node_modules/nx') },
    cwd: 'libs/one',
  },
  { name: 'root: nx in a folder above', nx: 'above' },
  { name: 'root: without nx.json, nx in a folder above', nx: 'above', files: none },
  { name: 'root: nx in .nx/installation', nx: 'installation' },
  {
    name: 'root: nx in .nx/installation, extends a file there',
    nx: 'installation',
    files: {
      'nx.json': { extends: './base.json' },
      '.nx/installation/base.json': { plugins: [PLUGIN] },
      'base.json': { plugins: ['./plugins/folder'] },
    },
  },
  {
    name: 'root: nx in .nx/installation, plugins of packages',
    nx: 'installation',
    files: withPlugins(['@nx/eslint/plugin']),
  },
  { name: 'root: nx in .nx/installation, without nx.json', nx: 'installation', files: none },
];
