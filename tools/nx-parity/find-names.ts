import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSide } from './sides';
import { OUT_DIRECTORY } from './workspace-copy';

/** What there is in a workspace to ask about. */
export interface Names {
  /** Of nx. */
  major: number;
  project: string;
  target: string;
  /** A file of that project. */
  file: string;
  /** Of all projects. */
  targets: string[];
  /** Those whose tasks are to be run, too. */
  runnable: string[];
}

interface Target {
  cache?: boolean;
  metadata?: { nonAtomizedTarget?: string };
}

interface Project {
  name: string;
  data: { root: string; targets?: Record<string, Target> };
}

/** As plain nx sees it. */
export async function findNames(root: string, runnable: string[]): Promise<Names> {
  const file = join(root, OUT_DIRECTORY, 'names.json');
  const { stdout, stderr } = await runSide('plain', root, { args: ['graph', `--file=${file}`] });
  if (!existsSync(file)) throw new Error(`nx computes no graph of ${root}\n${stdout}\n${stderr}`);
  const { graph } = JSON.parse(readFileSync(file, 'utf8')) as { graph: { nodes: Record<string, Project> } };
  const version = await runSide('plain', root, { args: ['--version'] });
  const projects = Object.values(graph.nodes).filter(({ name }) => !name.startsWith('sample-'));
  const isCached = ({ data }: Project) => Object.values(data.targets ?? {}).some(({ cache }) => cache);
  const { name, data } = projects.find(isCached) ?? projects[0];
  const targets = Object.entries(data.targets ?? {});
  const [target] = targets.find(([, { cache }]) => cache) ?? targets[0] ?? ['build'];
  // Without Nx Cloud, Nx refuses to run what is there to be split.
  const all = Object.values(graph.nodes).flatMap((each) =>
    Object.entries(each.data.targets ?? {}).filter(([, { metadata }]) => !metadata?.nonAtomizedTarget),
  );
  return {
    major: Number(/(?:Local: )?v?(\d+)\./.exec(version.stdout)?.[1]),
    project: name,
    target,
    file: data.root === '.' ? 'package.json' : `${data.root}/project.json`,
    targets: [...new Set(all.map(([name]) => name))].sort(),
    runnable,
  };
}
