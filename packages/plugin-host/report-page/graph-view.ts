import cytoscape, { type Core } from 'cytoscape';
import dagre from 'cytoscape-dagre';
import { count } from '../src/cli/format';
import { element } from './dom';
import { elementsOf } from './graph-elements';
import { layoutFor } from './graph-layout';
import { graphStyle } from './graph-style';
import type { View, ViewState } from './view';

cytoscape.use(dagre);

const ZOOM_STEP = 1.3;
const PAN_STEP = 60;
/** A text that is smaller can't be read. */
const READABLE = 0.6;
/** What decides which nodes there are. */
const CONTENT: (keyof ViewState)[] = ['text', 'plugin', 'tag', 'type', 'shown', 'path'];

/** The graph itself, with buttons and keys to move in it. */
export function graphView(view: View): HTMLElement {
  const canvas = element('div', {
    class: 'canvas',
    id: 'canvas',
    tabindex: 0,
    role: 'application',
    'aria-label':
      'Project graph. Arrow keys move it, + and - zoom, 0 fits it. The list has the same projects.',
  });
  const number = element('p', { role: 'status', id: 'graph-count' });
  const drawing = new Drawing(view, canvas, number);
  const button = (name: string, label: string, click: () => void) =>
    element('button', { type: 'button', 'aria-label': label, title: label, click }, name);
  const buttons = element(
    'div',
    { class: 'buttons' },
    button('+', 'Zoom in', () => drawing.zoom(ZOOM_STEP)),
    button('−', 'Zoom out', () => drawing.zoom(1 / ZOOM_STEP)),
    button('Fit', 'Fit the graph into its frame', () => drawing.fit()),
    button('Close folders', 'Close folders: one node per folder again', () => drawing.closeFolders()),
  );
  canvas.addEventListener('keydown', (event) => drawing.onKey(event));
  return element('div', { class: 'drawing' }, element('div', { class: 'toolbar' }, buttons, number), canvas);
}

class Drawing {
  readonly #openFolders = new Set<string>();
  #graph: Core | undefined;

  constructor(
    private readonly view: View,
    private readonly canvas: HTMLElement,
    private readonly number: HTMLElement,
  ) {
    // A size is known once it is in the page and seen.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.#begin();
    }).observe(canvas);
    view.listen((change) => this.#onChange(change));
  }

  zoom(factor: number): void {
    const graph = this.#graph;
    const { clientWidth, clientHeight } = this.canvas;
    graph?.zoom({
      level: graph.zoom() * factor,
      renderedPosition: { x: clientWidth / 2, y: clientHeight / 2 },
    });
  }

  fit(): void {
    this.#graph?.fit(undefined, 30);
  }

  closeFolders(): void {
    this.#openFolders.clear();
    this.view.update({ shown: 'folders' });
  }

  onKey(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      '+': () => this.zoom(ZOOM_STEP),
      '=': () => this.zoom(ZOOM_STEP),
      '-': () => this.zoom(1 / ZOOM_STEP),
      '0': () => this.fit(),
      ArrowLeft: () => this.#graph?.panBy({ x: PAN_STEP, y: 0 }),
      ArrowRight: () => this.#graph?.panBy({ x: -PAN_STEP, y: 0 }),
      ArrowUp: () => this.#graph?.panBy({ x: 0, y: PAN_STEP }),
      ArrowDown: () => this.#graph?.panBy({ x: 0, y: -PAN_STEP }),
    };
    if (!Object.hasOwn(actions, event.key) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    actions[event.key]();
  }

  #begin(): void {
    this.#graph = cytoscape({
      container: this.canvas,
      style: graphStyle(),
      minZoom: 0.02,
      maxZoom: 3,
      // While it is moved, a picture of it is, without the edges.
      textureOnViewport: true,
      hideEdgesOnViewport: true,
      boxSelectionEnabled: false,
      autoungrabify: false,
    });
    this.#graph.on('tap', 'node', (event) => {
      const { project, folder } = (event.target as cytoscape.NodeSingular).data() as NodeContent;
      if (project !== undefined) return this.view.update({ selected: project });
      this.#openFolders.add(folder!);
      this.#draw();
    });
    this.#draw();
  }

  #onChange(change: Partial<ViewState>): void {
    if (!this.#graph) return;
    const { shown } = this.view.state;
    const isAnother = CONTENT.some((key) => key in change);
    const hasMoved = 'selected' in change && shown === 'neighbours';
    // Nobody finds a project in its folder.
    const isHidden = change.selected !== undefined && shown === 'folders' && this.#selectedNode().empty();
    if (isHidden) this.view.update({ shown: 'neighbours' });
    else if (isAnother || hasMoved) this.#draw();
    else if ('selected' in change) this.#select();
    else this.#graph.style(graphStyle());
  }

  #draw(): void {
    const graph = this.#graph!;
    graph.elements().remove();
    graph.add(elementsOf(this.view, this.#openFolders));
    graph.layout(layoutFor(graph)).run();
    this.number.textContent = `${count(graph.nodes().length, 'node')}, ${count(graph.edges().length, 'edge')}`;
    this.#select();
  }

  #selectedNode(): cytoscape.CollectionReturnValue {
    return this.#graph!.getElementById(`project ${this.view.state.selected ?? ''}`);
  }

  /** The graph moves only if the project is not in view, or too small. */
  #select(): void {
    const graph = this.#graph!;
    graph.elements().removeClass('selected near');
    const node = this.#selectedNode();
    if (node.empty()) return;
    node.addClass('selected').connectedEdges().addClass('near');
    if (this.view.state.shown === 'path') return;
    const { x1, y1, w, h } = node.renderedBoundingBox();
    const { clientWidth, clientHeight } = this.canvas;
    const isInView = x1 >= 0 && y1 >= 0 && x1 + w <= clientWidth && y1 + h <= clientHeight;
    if (graph.zoom() < READABLE) graph.zoom(READABLE);
    if (!isInView || graph.zoom() === READABLE) graph.center(node);
  }
}

interface NodeContent {
  project?: number;
  folder?: string;
}
