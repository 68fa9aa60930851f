import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfText } from '../inputs/look';
import type { CreateDependenciesContext, RawDependency } from '../protocol/hooks/create-dependencies';
import type { CreateNodesContext } from '../protocol/hooks/create-nodes';
import type { FileEntry, FileMap, NxJson, ProjectConfiguration, ProjectGraph } from '../protocol/nx-types';
import type { Inference } from './outcomes';
import type { TestWorkspace } from './test-workspace';

type Projects = CreateDependenciesContext['projects'];

/** What was inferred last, from which the contexts of later hooks are made. */
export type Inferred = Pick<Inference, 'projects' | 'externalNodes'>;

/** @throws if the test has written an `nx.json` that is none. */
export function createNodesContext(workspace: TestWorkspace): CreateNodesContext {
  return { nxJsonConfiguration: readNxJson(workspace), workspaceRoot: workspace.root };
}

/** `given` goes before what comes from the workspace and from what was inferred last. */
export function createDependenciesContext(
  workspace: TestWorkspace,
  inferred: Inferred,
  given: Partial<CreateDependenciesContext>,
): CreateDependenciesContext {
  const projects = given.projects ?? projectsByName(inferred);
  const fileMap = given.fileMap ?? mapFiles(workspace, projects);
  return {
    ...createNodesContext(workspace),
    externalNodes: inferred.externalNodes,
    filesToProcess: fileMap,
    ...given,
    projects,
    fileMap,
  };
}

export function createGraph(
  inferred: Inferred,
  edges: RawDependency[],
  given: Partial<ProjectGraph>,
): ProjectGraph {
  const projects = Object.entries(projectsByName(inferred));
  const nodes = projects.map(([name, data]) => [name, { name, type: typeOf(data), data }]);
  const edgesOf = (name: string) =>
    edges
      .filter(({ source }) => source === name)
      .map(({ source, target, type }) => ({ source, target, type }));
  return {
    nodes: Object.fromEntries(nodes) as ProjectGraph['nodes'],
    externalNodes: inferred.externalNodes,
    dependencies: Object.fromEntries(projects.map(([name]) => [name, edgesOf(name)])),
    ...given,
  };
}

/** A project without a name is called as its directory. */
function projectsByName({ projects }: Inferred): Projects {
  const named = Object.entries(projects).map(([root, project]): [string, ProjectConfiguration] => {
    const name = project.name ?? root.split('/').at(-1)!;
    return [name, { ...project, name, root }];
  });
  return Object.fromEntries(named);
}

function typeOf({ projectType }: ProjectConfiguration): string {
  return projectType === 'application' ? 'app' : 'lib';
}

function mapFiles(workspace: TestWorkspace, projects: Projects): FileMap {
  // The longest root that fits is that of the file's project.
  const roots = Object.entries(projects).sort(([, left], [, right]) => right.root.length - left.root.length);
  const map: FileMap = { projectFileMap: {}, nonProjectFiles: [] };
  for (const [name] of roots) map.projectFileMap[name] = [];
  for (const file of workspace.files()) {
    const [owner] = roots.find(([, { root }]) => root === '.' || file.startsWith(`${root}/`)) ?? [];
    const files: FileEntry[] = owner === undefined ? map.nonProjectFiles : map.projectFileMap[owner];
    files.push({ file, hash: digestOfText(readFileSync(join(workspace.root, file))) });
  }
  return map;
}

function readNxJson(workspace: TestWorkspace): NxJson {
  return JSON.parse(workspace.read('nx.json')) as NxJson;
}
