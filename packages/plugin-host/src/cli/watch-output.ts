import type { FileChanges } from '../files/file-snapshot';
import type { GraphDifference } from '../watch/graph-difference';
import type { WatchEvent } from '../watch/watch-event';
import type { WorkerChanges } from '../watch/worker-changes';
import { count, formatMs } from './format';
import type { Output } from './output';

/** How many names of each kind are shown. */
const SHOWN = 5;

/** Prints what a watch tells: sentences, or JSON lines. */
export function showWatch(output: Output): (event: WatchEvent) => void {
  return (event) => {
    if (output.isJson) output.jsonLine(event);
    else output.print(describe(event, output));
    if (!output.isJson && event.event === 'graph') output.graphErrors(event.errors);
  };
}

function describe(event: WatchEvent, { colors }: Output): string {
  switch (event.event) {
    case 'watching':
      return `Watching ${event.root} (nx ${event.nx}, pid ${event.pid}). Ctrl-C ends it.\n`;
    case 'changed':
      return `${colors.bold('changed')} ${describeFiles(event.files, event.configuration)}\n`;
    case 'graph':
      return describeGraph(event);
    case 'failed':
      return `${colors.red('error')} ${event.message}\n`;
    case 'ignored':
      return `${shorten(event.files)}: written each time that the graph is computed. No graph is computed for that any more.\n`;
    case 'unwatched':
      return `${colors.red('error')} Files are not watched: ${event.message}. Graphs are computed when they are asked for.\n`;
    case 'stopped':
      return 'Stopped.\n';
  }
}

function describeFiles({ created, edited, deleted }: FileChanges, isReconfigured: boolean): string {
  const parts = [
    part(edited, 'edited'),
    part(created, 'created'),
    part(deleted, 'deleted'),
    isReconfigured ? 'the configuration of the host' : '',
  ];
  return parts.filter(Boolean).join('; ');
}

type GraphEvent = Extract<WatchEvent, { event: 'graph' }>;

function describeGraph({
  elapsedMs,
  projects,
  dependencies,
  errors,
  workers,
  difference,
}: GraphEvent): string {
  const heading = errors.length > 0 ? 'partial graph' : 'graph';
  const size = `${count(projects, 'project')}, ${count(dependencies, 'dependency', 'dependencies')}`;
  const lines = [...describeWorkers(workers), ...(difference ? describeDifference(difference) : [])];
  return `${heading} in ${formatMs(elapsedMs)}: ${size}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function describeWorkers({ kept, restarted, started, stopped }: WorkerChanges): string[] {
  const changes = [
    part(restarted, 'restarted'),
    part(started, 'started'),
    part(stopped, 'stopped'),
    kept.length > 0 ? `${kept.length} kept` : '',
  ].filter(Boolean);
  return changes.length > 0 ? [`workers: ${changes.join('; ')}`] : [];
}

function describeDifference({ projects, targets, dependencies }: GraphDifference): string[] {
  const rows: [string, string[], string[], string[]][] = [
    ['projects', projects.added, projects.removed, projects.changed],
    ['targets', targets.added, targets.removed, []],
    ['dependencies', dependencies.added, dependencies.removed, []],
  ];
  return rows.flatMap(([what, added, removed, changed]) => {
    const parts = [part(added, 'added'), part(removed, 'removed'), part(changed, 'changed')].filter(Boolean);
    return parts.length > 0 ? [`${what}: ${parts.join('; ')}`] : [];
  });
}

function part(names: string[], what: string): string {
  return names.length > 0 ? `${names.length} ${what} (${shorten(names)})` : '';
}

function shorten(names: string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
