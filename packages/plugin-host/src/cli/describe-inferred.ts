import type { Inferred, InferredCall } from '../hooks/infer-nodes';
import { count, formatMs } from './format';

/** What one plugin gives, for its author, and how long its hooks took. */
export function describeInferred(inferred: Inferred): string {
  const { plugin, results, errors, dependencies, metadata, calls } = inferred;
  const isNothing = results.length === 0 && !dependencies && !metadata;
  if (isNothing) return errors.length === 0 ? `${plugin} infers nothing here.\n` : '';
  const ofNodes = calls.filter(({ hook }) => hook === 'createNodes');
  const isOneEach = ofNodes.length > 1 && results.length === ofNodes.length;
  const time = (hook: string) => describeTime(calls.filter((call) => call.hook === hook));
  return [
    ...results.map(({ file, contribution }, index) => {
      const own = isOneEach ? ` (${formatMs(ofNodes[index].elapsedMs)})` : '';
      return `${file}${own}\n${json(contribution)}`;
    }),
    ofNodes.length === 1 && `createNodes: ${describeBatch(ofNodes[0])}\n`,
    dependencies &&
      `createDependencies: ${count(dependencies.length, 'dependency', 'dependencies')}${time('createDependencies')}\n${describeEdges(dependencies)}`,
    metadata &&
      `createMetadata: ${count(Object.keys(metadata).length, 'project')}${time('createMetadata')}\n${describeMetadata(metadata)}`,
  ]
    .filter(Boolean)
    .join('');
}

/** The same without times, by what it is about. */
export function sectionsOf({ results, dependencies, metadata = {} }: Inferred): Map<string, string> {
  return new Map([
    ...results.map(({ file, contribution }) => [file, json(contribution)] as const),
    ...(dependencies ? [['createDependencies', describeEdges(dependencies)] as const] : []),
    ...Object.entries(metadata).map(
      ([project, given]) => [`createMetadata of ${project}`, json(given)] as const,
    ),
  ]);
}

function describeBatch({ files = 0, elapsedMs }: InferredCall): string {
  const isOne = files === 1;
  return `${count(files, 'file')} in ${formatMs(elapsedMs)}${isOne ? '' : ', in one call, as nx does it (--each calls it for each file)'}`;
}

function describeTime(calls: InferredCall[]): string {
  return calls.length > 0 ? ` in ${formatMs(calls[0].elapsedMs)}` : '';
}

function describeEdges(dependencies: NonNullable<Inferred['dependencies']>): string {
  return dependencies
    .map(({ source, target, type, sourceFile }) => {
      const from = sourceFile ? `, in ${sourceFile}` : '';
      return `  ${source} -> ${target} (${type}${from})\n`;
    })
    .join('');
}

function describeMetadata(metadata: NonNullable<Inferred['metadata']>): string {
  return Object.entries(metadata)
    .map(([project, given]) => `  ${project}\n${indent(json(given))}`)
    .join('');
}

function json(value: unknown): string {
  return `${indent(JSON.stringify(value, undefined, 2))}\n`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
