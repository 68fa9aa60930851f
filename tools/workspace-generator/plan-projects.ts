import type { Random } from '../random/random';

export interface PlannedProject {
  name: string;
  importPath: string;
  root: string;
  manifest: 'package.json' | 'project.json';
  runner: 'vite' | 'jest' | 'none';
  hasEslintConfig: boolean;
  layer: 'feature' | 'domain' | 'platform';
  imports: PlannedProject[];
  packages: string[];
  sourceCount: number;
}

const areas = ['billing', 'catalog', 'checkout', 'identity', 'reports', 'search'];
const layers = ['feature', 'domain', 'platform'] as const;
const runners = ['vite', 'jest', 'none'] as const;
const packages = ['picocolors', 'commander', 'jsonc-parser', 'typescript', '@nx/devkit'];
const nearby = 40;

export function planProjects(count: number, random: Random): PlannedProject[] {
  const projects: PlannedProject[] = [];
  for (let i = 0; i < count; i += 1) {
    projects.push(planProject(i, projects.slice(-nearby), random));
  }
  return projects;
}

function planProject(index: number, earlier: PlannedProject[], random: Random): PlannedProject {
  const area = random.pick(areas);
  const name = `${area}-${String(index).padStart(3, '0')}`;
  return {
    name,
    importPath: `@generated/${name}`,
    root: `libs/${area}/${name}`,
    manifest: random.pick(['package.json', 'project.json'] as const),
    runner: runners[index % runners.length],
    hasEslintConfig: index % 2 === 0,
    layer: random.pick(layers),
    imports: random.sample(earlier, random.below(5)),
    packages: random.sample(packages, random.below(3)),
    sourceCount: 3 + random.below(4),
  };
}
