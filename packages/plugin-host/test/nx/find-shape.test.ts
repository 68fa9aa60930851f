import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findShape } from '../../src/nx/load-adapter';
import { joinedShape, separatedShape } from '../../src/nx/multi-glob-shapes';
import { LAST_IN_NX_22 } from '../../src/nx/nx-internals';
import { oneGlobShape } from '../../src/nx/one-glob-shape';
import { createTempDirectory } from '../support/temp-directory';

const version = '23.9.0';
const emptyModules = (files: string[], source: string) =>
  Object.fromEntries(files.map((file) => [join(source, file), '']));
/** As the real one, it has what the shape before has, but for what Nx 23 dropped. */
const modulesOfNx23 = [
  ...separatedShape.probes,
  ...joinedShape.probes.filter((file) => file !== LAST_IN_NX_22),
];

describe('the shape of an nx', () => {
  test.each([
    ['separated', 'dist/src', separatedShape],
    ['joined', 'dist/src', joinedShape],
    ['joined', 'src', joinedShape],
    ['one glob', 'src', oneGlobShape],
  ])('is found by its files: %s in %s', (name, source, shape) => {
    using nx = createTempDirectory(emptyModules(shape.probes, source));
    expect(findShape({ directory: nx.root, version, major: 23 }).name).toBe(name);
  });

  test.each(separatedShape.probes)('is no older one where %s is missing: the error says so', (missing) => {
    using nx = createTempDirectory(emptyModules(modulesOfNx23, 'dist/src'));
    rmSync(nx.path('dist/src', missing));
    const find = () => findShape({ directory: nx.root, version, major: 23 });
    expect(find).toThrow(`nx ${version} in ${nx.path('dist/src')}`);
    expect(find).toThrow(`it lacks ${missing}.`);
  });
});
