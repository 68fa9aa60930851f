enum Layer {
  Worker = 'worker',
  Host = 'host',
  Tools = 'tools',
  EndToEnd = 'e2e',
}

export interface LayerRule {
  layer: Layer;
  mayImport: Layer[];
  runs: Layer[];
}

const rules: Record<string, LayerRule> = {
  'packages/plugin-worker': { layer: Layer.Worker, mayImport: [], runs: [] },
  'packages/plugin-host': { layer: Layer.Host, mayImport: [Layer.Worker], runs: [] },
  tools: { layer: Layer.Tools, mayImport: [], runs: [Layer.Worker, Layer.Host] },
  e2e: {
    layer: Layer.EndToEnd,
    mayImport: [Layer.Worker, Layer.Host, Layer.Tools],
    runs: [Layer.Worker, Layer.Host],
  },
};

export function ruleOf(projectRoot: string): LayerRule | undefined {
  return Object.hasOwn(rules, projectRoot) ? rules[projectRoot] : undefined;
}
