import type { StylesheetJson } from 'cytoscape';

/** What the style sheet of the page says that a colour is, in the theme that is used now. */
function colorOf(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The graph is drawn on a canvas, which knows no style sheet. */
export function graphStyle(): StylesheetJson {
  const accent = colorOf('accent');
  const styles = [
    { selector: 'node', style: nodeStyle() },
    { selector: 'node[kind = "app"]', style: { 'background-color': colorOf('app') } },
    { selector: 'node[kind = "e2e"]', style: { 'background-color': colorOf('e2e') } },
    {
      selector: 'node[kind = "folder"]',
      style: { 'background-color': colorOf('folder'), 'border-style': 'double', 'border-width': 4 },
    },
    { selector: 'edge', style: edgeStyle() },
    { selector: 'edge[type = "implicit"], edge[type = "dynamic"]', style: { 'line-style': 'dashed' } },
    { selector: '.near', style: { 'line-color': accent, 'target-arrow-color': accent, width: 2 } },
    { selector: 'edge[?isOnPath]', style: { 'line-color': accent, 'target-arrow-color': accent, width: 3 } },
    { selector: 'node.selected', style: { 'border-color': accent, 'border-width': 4 } },
  ];
  return styles as unknown as StylesheetJson;
}

function nodeStyle() {
  return {
    label: 'data(label)',
    shape: 'round-rectangle',
    width: 'data(width)',
    height: 'data(height)',
    color: colorOf('text'),
    'background-color': colorOf('node'),
    'border-color': colorOf('border'),
    'border-width': 1,
    'font-size': 13,
    'font-family': 'system-ui, sans-serif',
    'text-valign': 'center',
    'text-wrap': 'wrap',
    'min-zoomed-font-size': 5,
  };
}

function edgeStyle() {
  return {
    width: 1,
    'line-color': colorOf('edge'),
    'target-arrow-color': colorOf('edge'),
    'target-arrow-shape': 'triangle',
    'arrow-scale': 0.8,
    'curve-style': 'straight',
  };
}
