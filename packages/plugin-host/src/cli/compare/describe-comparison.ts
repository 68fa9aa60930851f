import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { count } from '../format';
import { shortenSentence } from '../shorten';
import { counts, type Comparison, type OwnedDifference } from './compare-with-nx';

/** How many differences are shown. */
const SHOWN = 20;
/** How much of a value is shown. */
const VALUE_CHARACTERS = 60;

interface Described {
  comparison: Comparison;
  graph: ProjectGraph;
  nxVersion: string;
  /** Whether all differences are shown. */
  isVerbose: boolean;
}

/** One line if the graphs are equal; else one for each difference. */
export function describeComparison({ comparison, graph, nxVersion, isVerbose }: Described): string {
  const { differences, isEqual } = comparison;
  const size = describeSize(graph);
  const notes = describeUnsteady(comparison);
  if (isEqual) return `Equal to the graph of nx ${nxVersion}: ${size}.${notes ? ` ${notes}` : ''}\n`;
  const counted = differences.filter(counts);
  const places = new Set(counted.map(({ of }) => of));
  const heading = `${count(counted.length, 'difference')} to the graph of nx ${nxVersion}, in ${count(places.size, 'node')} (ours has ${size}):`;
  const shown = isVerbose ? counted : counted.slice(0, SHOWN);
  const left = counted.length - shown.length;
  return [
    `${heading}\n`,
    ...shown.map((difference) => `  ${describeDifference(difference)}\n`),
    left > 0 ? `  and ${left} more: --verbose shows all\n` : '',
    notes && `${notes}\n`,
  ].join('');
}

function describeDifference({ kind, of, path, ours, nx, by }: OwnedDifference): string {
  const owner = by ? ` (${by.plugin}${by.file ? `, ${by.file}` : ''})` : '';
  if (kind === 'dependency') {
    const [target, type] = path;
    return `${of} -> ${target} (${type}): only in ${ours ? 'ours' : "nx's"}`;
  }
  const subject = [of, path.join('.')].filter(Boolean).join(': ');
  if (ours !== undefined && nx !== undefined)
    return `${subject} is ${show(ours)}, and ${show(nx)} in nx's${owner}`;
  const what = path.length === 0 ? `${kind} ${of}` : subject;
  return `${what}: only in ${nx === undefined ? 'ours' : "nx's"}${owner}`;
}

/** What nx itself does not keep, so that it is no difference to it. */
function describeUnsteady({ differences, nxDiffersFromItself }: Comparison): string {
  const unsteady = differences.filter((each) => each.isUnsteady && each.kind !== 'order of dependencies');
  const orders = differences.filter(({ kind }) => kind === 'order of dependencies');
  const sentences = [
    unsteady.length > 0 &&
      `${count(unsteady.length, 'place')} not counted: there, nx differs from its own next run, too (${unsteady.map(({ of }) => of).join(', ')}).`,
    orders.length > 0 && `The edges of ${count(orders.length, 'node')} are in another order.`,
    differences.length > 0 &&
      `Two runs of nx differ from each other in ${count(nxDiffersFromItself, 'place')}.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

function describeSize({ nodes, dependencies, externalNodes = {} }: ProjectGraph): string {
  const edges = Object.values(dependencies).reduce((sum, list) => sum + list.length, 0);
  return [
    count(Object.keys(nodes).length, 'project'),
    count(edges, 'dependency', 'dependencies'),
    count(Object.keys(externalNodes).length, 'external node'),
  ].join(', ');
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= VALUE_CHARACTERS
    ? text
    : `${shortenSentence(text, VALUE_CHARACTERS) || text.slice(0, VALUE_CHARACTERS)}…`;
}
