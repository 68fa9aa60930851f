import { type Article, createArticle } from '@example/catalog';

export class Basket {
  private readonly articles: Article[] = [];

  add(title: string): this {
    this.articles.push(createArticle(title));
    return this;
  }

  get size(): number {
    return this.articles.length;
  }
}
