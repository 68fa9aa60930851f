import type { Random } from '../random/random';

type Container = Record<string, unknown> | unknown[];

/**
 * What a plugin gives by mistake: the wrong type, nothing, another project's root, names with a meaning of their own.
 */
const ODD: readonly unknown[] = [
  null,
  0,
  5,
  -1,
  1e21,
  true,
  false,
  '',
  '.',
  '..',
  '/',
  '../..',
  'a',
  'libs/b',
  'constructor',
  '__proto__',
  'x\0y',
  '*',
  '**',
  '{projectRoot}',
  '{a..z}',
  '...',
  '^build',
  [],
  {},
  [null],
  [[]],
  [5, null],
  { '': null },
  { length: 3 },
  { '...': true },
  { toString: null },
  { __proto__: null },
];

/** A copy of a JSON value with so many random places changed, added to, or taken away. */
export function damageValue<T>(value: T, random: Random, places = 1 + random.below(2)): unknown {
  const root = { value: structuredClone(value) as unknown };
  for (let place = 0; place < places; place += 1) damageOnce(root, random);
  return root.value;
}

function damageOnce(root: { value: unknown }, random: Random): void {
  const spots = [...spotsIn(root)];
  const [container, key] = random.pick(spots);
  const slot = container as Record<string, unknown>;
  switch (random.below(6)) {
    case 0:
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else if (container !== root) delete slot[key];
      else slot[key] = null;
      return;
    case 1:
      // Something else of the same result.
      slot[key] = structuredClone(valueAt(random.pick(spots)));
      return;
    case 2:
      if (Array.isArray(container)) container.push(structuredClone(random.pick(ODD)));
      else if (container !== root)
        slot[random.pick(['0', 'length', 'constructor', 'name', 'root', '*'])] = random.pick(ODD);
      return;
    default:
      slot[key] = structuredClone(random.pick(ODD));
  }
}

function* spotsIn(container: Container | object): Generator<[Container, string]> {
  for (const key of Object.keys(container)) {
    yield [container as Container, key];
    const inner = (container as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null) yield* spotsIn(inner);
  }
}

function valueAt([container, key]: [Container, string]): unknown {
  return (container as Record<string, unknown>)[key];
}
