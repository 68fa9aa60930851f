export function toTag(prefix: string, value: string): string {
  return `${prefix}:${toKebabCase(value)}`;
}

export function toKebabCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[\s_]+/g, '-')
    .toLowerCase();
}
