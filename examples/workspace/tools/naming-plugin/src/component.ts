import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export enum Layer {
  Foundation = 'foundation',
  Domain = 'domain',
  Application = 'application',
}

export interface Component {
  layer: Layer;
  expects: string[];
}

export function readComponent(workspaceRoot: string, file: string): Component {
  const component = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8')) as Component;
  if (!Object.values(Layer).includes(component.layer)) {
    throw new Error(
      `${file}: "${component.layer}" is not a layer. Layers are ${Object.values(Layer).join(', ')}.`,
    );
  }
  return component;
}
