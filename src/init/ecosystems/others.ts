/** The ecosystems of which a few lines are said. */
import { Found, listed, quoted } from '../ecosystem';
import { Folder } from '../folder';

export function go(folder: Folder): Found | undefined {
  if (!folder.has('go.mod')) return undefined;
  return { maker: 'go', props: { versions: listed([folder.said(['go.mod', /^go (\d+\.\d+)/m]) ?? '1.24']) }, lint: 'usual' };
}

export function rust(folder: Folder): Found | undefined {
  if (!folder.has('Cargo.toml')) return undefined;
  const channel = folder.said(['rust-toolchain.toml', /^channel\s*=\s*["']([^"']+)/m], ['rust-toolchain', /^channel\s*=\s*["']([^"']+)/m], ['rust-toolchain', /^([\w.-]+)\s*$/]);
  const manifest = folder.read('Cargo.toml');
  // of a workspace whose root is a package itself, cargo tests only that
  const workspace = /^\[workspace\]/m.test(manifest) && /^\[package\]/m.test(manifest) ? ' --workspace' : '';
  const props = { versions: listed([channel ?? 'stable']) };
  if (folder.has('Cargo.lock')) return { maker: 'rust', props: { ...props, ...(workspace ? { test: quoted(`cargo test --locked${workspace}`) } : {}) }, lint: 'usual' };
  return {
    maker: 'rust',
    props: { ...props, install: quoted('cargo fetch'), test: quoted(`cargo test${workspace}`) },
    lint: ['Linter.rustfmt()', 'Linter.custom({ name: \'clippy\', command: \'cargo clippy --all-targets -- -D warnings\' })'],
    remark: 'without a Cargo.lock each run takes the newest dependencies: commit one, and leave install and test out',
  };
}

export function dotnet(folder: Folder): Found | undefined {
  if (!folder.find(/\.(csproj|fsproj|vbproj|sln|slnx)$/)) return undefined;
  const sdk = folder.said(['global.json', /"version"\s*:\s*"(\d+\.\d+)/]);
  const projects = [folder, ...folder.folders(), ...folder.folders().flatMap((inner) => inner.folders())];
  const files = projects.flatMap((one) => one.names.filter((name) => /\.(csproj|fsproj|vbproj)$|^Directory\.Build\.props$/.test(name)).map((name) => one.read(name)));
  const frameworks = files.flatMap((text) => [...text.matchAll(/<TargetFrameworks?>([^<]+)/g)].flatMap(([, list]) => [...list.matchAll(/\bnet(\d+\.\d+)/g)].map(([, version]) => version)));
  const newest = frameworks.sort((a, b) => Number(b) - Number(a))[0];
  return { maker: 'dotnet', props: { versions: listed([sdk ?? newest ?? '9.0']) } };
}

export function ruby(folder: Folder): Found | undefined {
  if (!folder.has('Gemfile')) return undefined;
  const version = folder.said(['.ruby-version', /^(?:ruby-)?(\d+\.\d+)/], ['.tool-versions', /^ruby\s+(\d+\.\d+)/m], ['Gemfile', /^\s*ruby\s+["'][~>=\s]*(\d+\.\d+)/m]);
  const test = folder.has('.rspec') || folder.has('spec') ? 'bundle exec rspec' : folder.has('bin/rails') ? 'bin/rails test' : undefined;
  return {
    maker: 'ruby',
    props: { versions: listed([version ?? '3.4']), ...(test ? { test: quoted(test) } : {}) },
    lint: /^\s*gem\s+["']rubocop/m.test(folder.read('Gemfile')) ? 'usual' : undefined,
  };
}

/** It has no toolchain of its own here. */
export function php(folder: Folder): Found | undefined {
  const manifest = folder.json('composer.json');
  if (!manifest) return undefined;
  const test = manifest.scripts?.test ? 'composer test' : manifest['require-dev']?.['pestphp/pest'] ? 'vendor/bin/pest' : 'vendor/bin/phpunit';
  return {
    maker: 'custom',
    props: {
      name: quoted('php'), versions: listed(['8.3']), setup: '[Step.run(\'php --version\')]',
      install: quoted('composer install --no-interaction --no-progress'), test: quoted(test),
    },
    imports: ['Step'],
    remark: 'PHP 8.3 is what Ubuntu 24.04 has; for another, set it up by a pinned action in `setup`, for Toolchain.version()',
  };
}
