import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { type LayerRule, ruleOf } from './layers';

export type InferredProject = Omit<ProjectConfiguration, 'root'>;

export function inferProject(projectRoot: string, workspaceRoot: string): InferredProject | undefined {
  const rule = ruleOf(projectRoot);
  return rule && { tags: [`layer:${rule.layer}`], metadata: metadataOf(rule, projectRoot, workspaceRoot) };
}

function metadataOf(rule: LayerRule, projectRoot: string, workspaceRoot: string) {
  const description = descriptionOf(join(workspaceRoot, projectRoot, 'package.json'));
  return { ...(description && { description }), layer: rule.layer, mayImport: rule.mayImport };
}

function descriptionOf(manifest: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { description?: string }).description;
  } catch {
    return undefined;
  }
}

export function inferScriptTarget(scriptFile: string): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    dependsOn: ['^build'],
    cache: false,
    options: { command: `node tools/run.js ${scriptFile}`, forwardAllArgs: true },
    metadata: { description: `Runs ${scriptFile} with the built packages` },
  };
}
