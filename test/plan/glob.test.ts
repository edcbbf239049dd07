/** The examples of GitHub's filter pattern cheat sheet, and what they must not match. */
import { describe, expect, test } from 'vitest';
import { matchesPatterns } from '../../src/plan/glob';

type Row = [patterns: string[], matching: string[], other: string[]];

describe('branches and tags', () => {
  test.each<Row>([
    [['feature/*'], ['feature/my-branch', 'feature/your-branch'], ['feature/a/b', 'feature', 'my-feature/x']],
    [['feature/**'], ['feature/beta-a/my-branch', 'feature/your-branch', 'feature/mona/the/octocat'], ['features/x']],
    [['main', 'releases/mona-the-octocat'], ['main', 'releases/mona-the-octocat'], ['mains', 'main/x', 'Main']],
    [['*'], ['main', 'releases'], ['all/the/branches']],
    [['**'], ['all/the/branches', 'every/tag', 'main'], []],
    [['*feature'], ['mona-feature', 'feature', 'ver-10-feature'], ['a/feature', 'features']],
    [['v2*'], ['v2', 'v2.0', 'v2.9'], ['v1', 'av2', 'v2/x']],
    [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.a.0', 'v1.0', 'v1x0.0']],
    [['releases/**', '!releases/**-alpha'], ['releases/10', 'releases/beta/mona'], ['releases/10-alpha', 'releases/beta/3-alpha']],
    [['!releases/**-alpha'], [], ['releases/10', 'main']],
    [['[CB]at'], ['Cat', 'Bat'], ['Rat', 'cat']],
    [['[1-2]00'], ['100', '200'], ['300']],
    [['Octo*'], ['Octocat'], ['octocat']],
    [['v1.0\\+x'], ['v1.0+x'], ['v1.00x']],
    [['a.b'], ['a.b'], ['axb']],
    [['+x', '?y'], ['+x', '?y'], ['x', 'y']],
  ])('%j', (patterns, matching, other) => {
    expect(matching.filter((value) => !matchesPatterns(patterns, value))).toEqual([]);
    expect(other.filter((value) => matchesPatterns(patterns, value))).toEqual([]);
  });
});

describe('paths', () => {
  test.each<Row>([
    [['*'], ['README.md', 'server.rb'], ['docs/README.md']],
    [['*.jsx?'], ['page.js', 'page.jsx'], ['page.jsxx', 'a/page.js']],
    [['**'], ['all/the/files.md'], []],
    [['*.js'], ['app.js', 'index.js'], ['js/index.js']],
    [['**.js'], ['index.js', 'js/index.js', 'src/js/app.js'], ['index.jsx']],
    [['docs/*'], ['docs/README.md', 'docs/file.txt'], ['docs/a/b.md']],
    [['docs/**'], ['docs/README.md', 'docs/mona/octocat.txt'], ['docs', 'a/docs/x']],
    [['docs/**/*.md'], ['docs/README.md', 'docs/mona/hello-world.md', 'docs/a/markdown/file.md'], ['docs/x.txt']],
    [['**/docs/**'], ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['mydocs/x']],
    [['**/README.md'], ['README.md', 'js/README.md'], ['MYREADME.md']],
    [['**/*src/**'], ['a/src/app.js', 'my-src/code/js/app.js'], ['src.js']],
    [['**/*-post.md'], ['my-post.md', 'path/their-post.md'], ['post.md']],
    [['**/migrate-*.sql'], ['migrate-10909.sql', 'db/migrate-v1.0.sql', 'db/sept/migrate-v1.sql'], ['migrate.sql']],
    [['*.md', '!README.md'], ['hello.md'], ['README.md', 'docs/hello.md']],
    [['*.md', '!README.md', 'README*'], ['hello.md', 'README.md', 'README.doc'], []],
  ])('%j', (patterns, matching, other) => {
    expect(matching.filter((value) => !matchesPatterns(patterns, value))).toEqual([]);
    expect(other.filter((value) => matchesPatterns(patterns, value))).toEqual([]);
  });
});

test('a pattern that backtracks badly elsewhere is answered at once', () => {
  const started = performance.now();
  matchesPatterns(['**a**a**a**a**b'], 'a'.repeat(200));
  expect(performance.now() - started).toBeLessThan(2_000);
});
