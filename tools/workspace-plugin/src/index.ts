import { basename, dirname } from 'node:path';
import type { CreateDependencies, CreateNodes, CreateNodesResult, ImplicitDependency } from '@nx/devkit';
import { inferProject, inferScriptTarget } from './infer-project';
import { ruleOf } from './layers';

export interface WorkspacePluginOptions {
  scriptProject: string;
}

const defaults: WorkspacePluginOptions = { scriptProject: 'tools' };

const implicit = 'implicit' as ImplicitDependency['type'];

export const name = 'workspace-plugin';

export const createNodes: CreateNodes<WorkspacePluginOptions> = [
  '{packages/*/tsconfig.lib.json,{e2e,tools}/project.json,tools/*/main.ts}',
  (configFiles, options, { workspaceRoot }) => {
    const { scriptProject } = { ...defaults, ...options };
    return configFiles.map((file) => [file, nodesOf(file, scriptProject, workspaceRoot)] as const);
  },
];

function nodesOf(file: string, scriptProject: string, workspaceRoot: string): CreateNodesResult {
  const folder = dirname(file);
  if (basename(file) === 'main.ts') {
    return { projects: { [scriptProject]: { targets: { [basename(folder)]: inferScriptTarget(file) } } } };
  }
  const project = inferProject(folder, workspaceRoot);
  return project ? { projects: { [folder]: project } } : {};
}

export const createDependencies: CreateDependencies<WorkspacePluginOptions> = (_options, { projects }) => {
  const all = Object.entries(projects).map(([project, { root }]) => ({ project, rule: ruleOf(root) }));
  return all.flatMap(({ project, rule }) =>
    all
      .filter((other) => other.rule && rule?.runs.includes(other.rule.layer))
      .map((other): ImplicitDependency => ({ source: project, target: other.project, type: implicit })),
  );
};
