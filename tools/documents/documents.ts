import { commandReference } from './command-reference';
import { decisionList } from './decision-list';
import type { BlockSources } from './blocks';
import { exampleRun, shapeOfRun } from './example-run';
import { settingsReference } from './settings-reference';

/** The documents that have generated blocks. */
export const DOCUMENTS: Record<string, BlockSources> = {
  'README.md': { 'example-run': { write: exampleRun, shapeOf: shapeOfRun } },
  'docs/reference/commands.md': { commands: { write: commandReference } },
  'docs/reference/settings.md': { settings: { write: settingsReference } },
  'docs/decisions/README.md': { decisions: { write: decisionList } },
};
