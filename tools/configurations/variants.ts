import { NX_JSON_VARIANTS } from './nx-json-variants';
import { OTHER_VARIANTS } from './other-variants';
import { PLUGIN_VARIANTS } from './plugin-variants';
import { ROOT_VARIANTS } from './root-variants';
import type { Variant } from './variant';

export const VARIANTS: Variant[] = [
  ...NX_JSON_VARIANTS,
  ...PLUGIN_VARIANTS,
  ...OTHER_VARIANTS,
  ...ROOT_VARIANTS,
];
