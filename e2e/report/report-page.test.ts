import { existsSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Workspace } from '../support/create-workspace';
import { runCli } from '../support/run';
import { createReportWorkspace } from './scene';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
if (!isThere)
  console.warn(`The page of \`report\` is not tested: there is no ${CHROMIUM}. CHROMIUM names another.`);

const isLocal = (url: string) => /^(file|data|blob):/.test(url);

/** What axe gives, as far as it is looked at. */
interface Findings {
  violations: { id: string; impact: string; nodes: { html: string }[] }[];
}

(isThere ? describe : describe.skip)('the page of `report`, in a browser', () => {
  let workspace: Workspace;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    workspace = createReportWorkspace();
    [browser] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM }),
      runCli(['report'], { cwd: workspace.root }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    workspace[Symbol.dispose]();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1300, height: 900 }, colorScheme: 'light' });
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => void (isLocal(request.url()) || complaints.push(request.url())));
    await page.goto(`file://${workspace.path('plugin-host-report.html')}`);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const shown = () => page.locator('#projects button:visible').allTextContents();
  const drawn = async (text: string) => {
    await page.locator('#canvas').scrollIntoViewIfNeeded();
    await page.locator('#graph-count', { hasText: text }).waitFor();
  };

  test('the search finds projects, takes the first with Enter, and is left with Escape', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('t');
    expect(await shown()).toEqual(['apart', 'three', 'two']);
    await page.keyboard.type('wo');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'two', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    expect(await shown()).toHaveLength(4);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'one', exact: true }).waitFor();
  });

  test('filters by plugin, tag and type leave fewer projects, in the list and in the graph', async () => {
    await drawn('4 nodes, 2 edges');
    await page.locator('#filter-tag').selectOption('scope:apps');
    expect(await shown()).toEqual(['apart']);
    await drawn('1 node, 0 edges');
    await page.locator('#filter-tag').selectOption('');
    await page.locator('#filter-type').selectOption('lib');
    expect(await shown()).toEqual(['one', 'three', 'two']);
    await page.locator('#filter-plugin').selectOption('shop');
    expect(await shown()).toEqual(['one', 'three', 'two']);
  });

  test('the path between two projects is said and drawn, or that there is none', async () => {
    await page.getByLabel('Path from').fill('one');
    await page.getByLabel('to', { exact: true }).fill('three');
    await page.getByRole('button', { name: 'Show path' }).click();
    expect(await page.locator('#path-answer').textContent()).toBe('three → two → one (2 steps)');
    await drawn('3 nodes, 2 edges');
    await page.getByLabel('to', { exact: true }).fill('apart');
    await page.getByRole('button', { name: 'Show path' }).click();
    expect(await page.locator('#path-answer').textContent()).toContain('Neither one nor apart');
    await drawn('4 nodes, 2 edges');
  });

  test('a project shows what set each target and property, and leads to its neighbours', async () => {
    await page.locator('#projects').getByRole('button', { name: 'two' }).click();
    const panel = page.getByRole('complementary', { name: 'Selected project' });
    await panel.locator('summary', { hasText: 'ship' }).click();
    const note = panel.getByRole('row', { name: /options\.note/ });
    expect(await note.textContent()).toBe('options.note</script><b>shop libs/two/component.json');
    await panel.getByRole('button', { name: 'three' }).click();
    await panel.getByRole('heading', { name: 'three' }).waitFor();
  });

  test('the timeline has each worker with its load and hooks, and says more of what has the focus', async () => {
    const lane = page.getByRole('listitem').filter({ hasText: /shop\.js.*pid/ });
    expect(await lane.getByRole('button').allTextContents()).toEqual([
      'load',
      'createNodes',
      'createDependencies',
    ]);
    await lane.getByRole('button', { name: /createNodes/ }).focus();
    expect(await page.locator('.tip').textContent()).toMatch(
      /shop\.js createNodes: .* from .*\nwaiting .*, sending .*, computing .*\nran: the plugin has no result/,
    );
    expect(await page.locator('#errors').textContent()).toContain('Error: no </script> today\n    at ');
    expect(await page.locator('#plugins').textContent()).toContain('MiB');
  });

  test('the trace can be saved', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save trace' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('plugin-host-trace.json');
    const { traceEvents } = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      traceEvents: unknown[];
    };
    expect(traceEvents.length).toBeGreaterThan(10);
  });

  test.each(['light', 'dark'])('axe finds nothing serious when it is %s', async (theme) => {
    const button = page.getByRole('button', { name: /^Theme/ });
    while (!(await button.textContent())?.endsWith(theme)) await button.click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
    await page.locator('#projects').getByRole('button', { name: 'two' }).click();
    await page.locator('#project summary', { hasText: 'ship' }).click();
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate<Findings>('axe.run()');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  });
});
