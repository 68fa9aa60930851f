import { register } from 'node:module';

// Nx on Node 20 loads an ES module only if it is JavaScript: this one brings the transpiler for the rest.
register('@swc-node/register/esm', import.meta.url);

export const { name, createNodes, createMetadata } = await import('./plugin.mts');
