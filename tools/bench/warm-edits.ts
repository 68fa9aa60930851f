import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../random/random';
import { planProjects, type PlannedProject } from '../workspace-generator/plan-projects';
import type { Edge } from './warm-clients';

/** An import that a source file gets, or loses again, and the edge that follows it. */
export interface Edit extends Edge {
  apply(root: string): void;
}

/** The last project imports the first ones, each for one edit: none of them is near enough to be imported already. */
export function planEdits(projectCount: number, seed: number, count: number): Edit[] {
  const projects = planProjects(projectCount, createRandom(seed));
  const source = projects[projects.length - 1];
  const targets = projects.filter((it) => it !== source && !source.imports.includes(it));
  return Array.from({ length: count }, (_, index) => {
    const target = targets[(index >> 1) % targets.length];
    return planEdit(source, target, index % 2 === 0);
  });
}

function planEdit(source: PlannedProject, target: PlannedProject, isThere: boolean): Edit {
  const line = `import '${target.importPath}';\n`;
  return {
    source: nameOf(source),
    target: nameOf(target),
    isThere,
    apply(root) {
      const file = join(root, source.root, 'src/part-0.ts');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, isThere ? line + text : text.replace(line, ''));
    },
  };
}

function nameOf({ manifest, name, importPath }: PlannedProject): string {
  return manifest === 'package.json' ? importPath : name;
}
