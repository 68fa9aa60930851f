import type { Change } from '../setup/manifest-changes';
import type { Messages } from './messages';

/** Like a diff: each file, and below it the lines that come and go. */
export function formatChanges(changes: readonly Change[], colors: Messages['colors']): string {
  const files = [...new Set(changes.map(({ file }) => file))];
  return files
    .map((file) => {
      const lines = changes
        .filter((change) => change.file === file)
        .flatMap((change) => linesOf(change, colors));
      return `  ${file}\n${lines.join('')}`;
    })
    .join('');
}

function linesOf({ sign, block, text }: Change, colors: Messages['colors']): string[] {
  const paint = sign === '+' ? colors.green : colors.red;
  const place = block === undefined ? '' : `${block}: `;
  return text.split('\n').map((line) => `  ${paint(`${sign} ${place}${line}`)}\n`);
}
