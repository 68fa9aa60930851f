import type { Schema } from '../config/check-schema';

const text: Schema = { type: 'string' };
const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema.type ?? [], 'null' as const].flat() });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const mapOf = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });
const anyObject: Schema = { type: 'object' };
const textOrObject: Schema = { type: ['string', 'object'] };

const target: Schema = {
  type: 'object',
  properties: {
    executor: orNull(text),
    command: orNull(text),
    options: orNull(anyObject),
    configurations: orNull(mapOf(anyObject)),
    defaultConfiguration: orNull(text),
    dependsOn: orNull(listOf(textOrObject)),
    inputs: orNull(listOf(textOrObject)),
    outputs: orNull(listOf(text)),
    syncGenerators: orNull(listOf(text)),
    metadata: orNull(anyObject),
  },
};

const metadata: Schema = {
  type: 'object',
  properties: {
    description: orNull(text),
    technologies: orNull(listOf(text)),
    targetGroups: orNull(mapOf(listOf(text))),
  },
};

const project: Schema = {
  type: 'object',
  properties: {
    name: orNull(text),
    root: text,
    sourceRoot: orNull(text),
    projectType: orNull(text),
    tags: orNull(listOf(text)),
    implicitDependencies: orNull(listOf(text)),
    generators: orNull(mapOf(anyObject)),
    namedInputs: orNull(mapOf(listOf(textOrObject))),
    metadata: orNull(metadata),
    targets: orNull(mapOf(target)),
  },
};

const externalNode: Schema = {
  type: 'object',
  required: ['type', 'name', 'data'],
  properties: {
    type: text,
    name: text,
    data: {
      type: 'object',
      required: ['version', 'packageName'],
      properties: { version: text, packageName: text },
    },
  },
};

const contribution: Schema = {
  type: 'object',
  properties: { projects: orNull(mapOf(orNull(project))), externalNodes: orNull(mapOf(externalNode)) },
};

const dependency: Schema = {
  type: 'object',
  required: ['source', 'target', 'type'],
  properties: { source: text, target: text, type: text, sourceFile: orNull(text) },
};

/**
 * What Nx reads of the results of hooks; of `createNodes`, of what one file gives. They only explain: what is refused
 * is up to Nx.
 */
export const NODES_SCHEMA = contribution;
export const DEPENDENCIES_SCHEMA = listOf(dependency);
export const METADATA_SCHEMA = mapOf({ type: 'object', properties: { metadata: orNull(metadata) } });
