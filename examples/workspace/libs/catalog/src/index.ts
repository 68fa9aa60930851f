import { toKebabCase } from '@example/naming';

export interface Article {
  id: string;
  title: string;
}

export function createArticle(title: string): Article {
  return { id: toKebabCase(title), title };
}
