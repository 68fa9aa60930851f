import { checkReleaseShortly } from '../../tools/compatibility/check-release';
import { NX_RELEASES } from '../../tools/compatibility/nx-releases';

/**
 * One release of each shape, old and new meanings of `createNodes` among them. `npm run compatibility` takes them all.
 */
const releases = [
  ['20.0.0', 'one glob'],
  ['22.7.12', 'joined'],
  ['24.0.6', 'separated'],
];
const options = { projectCount: 5, hasPlugins: false };

test.concurrent.each(releases)(
  'graph, source maps and `plugin-host nx` with nx %s, whose internals have the shape "%s"',
  async (version, shape) => {
    const release = NX_RELEASES.find(({ nx }) => nx === version)!;
    const result = await checkReleaseShortly(release, options);
    expect(result).toMatchObject({
      version,
      shape,
      differences: [],
      nxCommand: '1 the same',
    });
    expect(result.size).toMatch(/^6 projects/);
  },
  300_000,
);
