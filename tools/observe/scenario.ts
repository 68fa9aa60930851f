import { createRandom, type Random } from '../random/random';
import { EDITS, type Edit } from './edits';
import { sourceOf } from './plugin-source';
import { READERS } from './plugins';

/** Says all: the same scenario makes the same edits in the same workspace. */
export interface Scenario {
  plugins: string[];
  /** Name of an edit, and the text that it writes. */
  steps: [edit: string, token: string][];
}

interface Drawing {
  plugins: number;
  edits: number;
  /** Plugins that are to be among them, the most wanted first. */
  wanted?: string[];
}

export function drawScenario(seed: number, { plugins: count, edits, wanted = [] }: Drawing): Scenario {
  const random = createRandom(seed);
  const drawn = random.sample(Object.keys(READERS), count);
  const plugins = [...new Set([...wanted, ...drawn])].slice(0, count);
  const steps = Array.from({ length: edits }, (): [string, string] => [
    drawEdit(random, plugins).name,
    String(random.below(900_000) + 100_000),
  ]);
  return { plugins, steps };
}

export function editNamed(name: string): Edit {
  const edit = EDITS.find((each) => each.name === name);
  if (!edit) throw new Error(`There is no edit "${name}".`);
  return edit;
}

/** Three of four touch something that one of the plugins names. */
function drawEdit(random: Random, plugins: string[]): Edit {
  if (random.below(4) === 0) return random.pick(EDITS);
  const source = sourceOf(random.pick(plugins));
  const meant = EDITS.filter(({ touches }) => touches.some((name) => source.includes(name)));
  return random.pick(meant.length > 0 ? meant : EDITS);
}
