import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

/** The table of plugin-host, from its build. */
export const { NX_MAJORS, isSupported } = createRequire(__filename)(
  join(repositoryRoot, 'packages/plugin-host/dist/config/nx-majors.js'),
) as typeof import('../../packages/plugin-host/src/config/nx-majors');

export type NxMajorNumber = keyof typeof NX_MAJORS;
