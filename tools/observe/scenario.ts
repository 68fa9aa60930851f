import { createRandom, type Random } from '../random/random';
import { EDITS, type Edit } from './edits';
import { sourceOf } from './plugin-source';
import { READERS } from './plugins';

/** Says all: the same scenario makes the same edits in the same workspace. */
export interface Scenario {
  plugins: string[];
  steps: Step[];
}

/** Name of an edit, and the text that it writes; and whether the next one comes before anybody asks for a graph. */
export type Step = [edit: string, token: string, isWithNext?: true];

interface Drawing {
  plugins: number;
  edits: number;
  /** How many edits there are between two graphs. */
  together?: number;
  /** Plugins that are to be among them, the most wanted first. */
  wanted?: string[];
}

export function drawScenario(seed: number, drawing: Drawing): Scenario {
  const { plugins: count, edits, together = 1, wanted = [] } = drawing;
  const random = createRandom(seed);
  const drawn = random.sample(Object.keys(READERS), count);
  const plugins = [...new Set([...wanted, ...drawn])].slice(0, count);
  const drawEdit = createEditDrawing(random, plugins);
  const steps = Array.from({ length: edits }, (_, index): Step => {
    const edit = drawEdit().name;
    const token = String(random.below(900_000) + 100_000);
    const isLast = index === edits - 1 || (index + 1) % together === 0;
    return isLast ? [edit, token] : [edit, token, true];
  });
  return { plugins, steps };
}

export function editNamed(name: string): Edit {
  const edit = EDITS.find((each) => each.name === name);
  if (!edit) throw new Error(`There is no edit "${name}".`);
  return edit;
}

/** Three of four touch something that one of the plugins names: each plugin's turn comes before any comes twice. */
function createEditDrawing(random: Random, plugins: string[]): () => Edit {
  let turns: string[] = [];
  return () => {
    if (random.below(4) === 0) return random.pick(EDITS);
    if (turns.length === 0) turns = random.sample(plugins, plugins.length);
    const source = sourceOf(turns.pop() ?? plugins[0]);
    const meant = EDITS.filter(({ touches }) => touches.some((name) => source.includes(name)));
    return random.pick(meant.length > 0 ? meant : EDITS);
  };
}
