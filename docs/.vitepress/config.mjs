import { defineConfig } from 'vitepress';
import { repositoryLinks, slugify } from './links.mjs';
import { pages } from './pages.mjs';
import { createSidebar } from './sidebar.mjs';

export default defineConfig({
  title: 'Plugin isolation for Nx',
  description: 'Every Nx plugin in a node process of its own.',
  // Pages are where people find them in the repository; so are those beside `docs`.
  srcDir: '..',
  srcExclude: [
    '!(docs|packages)/*/**',
    '!(docs|packages)/*.md',
    '!(README|CONTRIBUTING|CHANGELOG).md',
    'packages/*/!(api).md',
    'packages/*/*/**',
  ],
  rewrites: Object.fromEntries(pages),
  outDir: '../dist/site',
  cacheDir: '../tmp/vitepress',
  markdown: { config: repositoryLinks, anchor: { slugify } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start here', link: '/' },
      { text: 'Commands', link: '/reference/commands' },
      { text: 'Settings', link: '/reference/settings' },
      { text: 'Errors', link: '/errors' },
      { text: 'Architecture', link: '/architecture' },
    ],
    sidebar: createSidebar(),
  },
});
