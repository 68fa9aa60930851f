import { sep } from 'node:path';

const ELLIPSIS = '…';
const PACKAGE = /(?:[^\s]*[\\/])?node_modules[\\/]((?:@[^\\/\s]+[\\/])?[^\\/\s,]+)[^\s,]*/g;

/** Paths in a text: those below the root without it, and those of what is installed as the name of the package. */
export function shortenPaths(text: string, root: string): string {
  return text
    .replace(PACKAGE, '$1')
    .split(root + sep)
    .join('');
}

/** A path of at most `room` characters if that can be had by leaving out whole segments at its end. */
export function shortenName(name: string, room: number): string {
  let left = name;
  while (left.length + 2 > room && /[^.\\/].*[\\/]/.test(left.slice(1)))
    left = left.slice(0, left.search(/[\\/][^\\/]*$/));
  if (name.length <= room || left === name) return name;
  return `${left}/${ELLIPSIS}`;
}

/** A sentence of at most `room` characters, without a broken word. What does not fit at all is empty. */
export function shortenSentence(text: string, room: number): string {
  if (text.length <= room) return text;
  const withoutFolders = text.replace(/(?:[^\s\\/]*[\\/])+(?=[^\s\\/])/g, `${ELLIPSIS}/`);
  if (withoutFolders.length <= room) return withoutFolders;
  const end = withoutFolders.slice(0, room).lastIndexOf(' ');
  return end > 0 ? withoutFolders.slice(0, end).replace(/[,:]?$/, ELLIPSIS) : '';
}
