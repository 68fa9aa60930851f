import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';
import { createReportWorkspace } from './scene';

interface Trace {
  traceEvents: { ph: string; name: string; args?: { name?: string } }[];
}

test('report writes the page and the trace, says where, and exits as graph does', async () => {
  using workspace = createReportWorkspace();
  mkdirSync(workspace.path('out'));
  const { code, stdout, stderr } = await runCli(['report', '--trace', 'out/trace.json'], {
    cwd: workspace.root,
  });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('no </script> today') as string,
  });
  expect(stdout).toContain(`\n  ${workspace.path('plugin-host-report.html')}\n`);
  const page = workspace.read('plugin-host-report.html');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page.includes("default-src 'none'")).toBe(true);
  expect(/Copyright .*Cytoscape Consortium/.test(page)).toBe(true);
  const { traceEvents } = JSON.parse(workspace.read('out/trace.json')) as Trace;
  const named = traceEvents.filter(({ name }) => name === 'process_name').map(({ args }) => args?.name);
  expect(named.sort()).toEqual(['./plugins/broken.js', './plugins/shop.js', 'host']);
  expect(traceEvents.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['load', 'createNodes', 'waiting', 'sending', 'computing']),
  );
});

test('a file that can not be written is said before anything runs, with the option to change', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js'],
    files: { 'plugins/a.js': pluginSource('a') },
  });
  const { code, stderr } = await runCli(['report', '--out', 'libs'], { cwd: workspace.root });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error The report can't be written to ${realpathSync(workspace.path('libs'))}: it is a directory. Choose another file with --out.\n`,
  });
});

test('with --json the report says where it is and what failed, and nothing else', async () => {
  using workspace = createReportWorkspace();
  const { stdout } = await runCli(['report', '--json', '--out', 'deep/page.html'], { cwd: workspace.root });
  const { report, projects, errors } = JSON.parse(stdout) as Record<string, unknown>;
  expect({ report, projects }).toEqual({ report: workspace.path('deep/page.html'), projects: 4 });
  expect(errors).toEqual([expect.objectContaining({ plugin: './plugins/broken.js', hook: 'createNodes' })]);
  expect(existsSync(workspace.path('deep/page.html'))).toBe(true);
});
