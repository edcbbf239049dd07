/** Ruby: setup-ruby, Bundler. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { caches, reports, script, version } from './shared';
import { Step } from '../step';

export interface RubyToolchainProps extends ToolchainProps {}

export function ruby(props: RubyToolchainProps): ToolchainProvider {
  return {
    name: 'ruby',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.rubocop()],
    reports: reports(props, { results: [], coverage: ['coverage/coverage.xml'] }),
    setup: ({ cache }) => [Step.uses('ruby/setup-ruby', {
      name: 'Set up Ruby',
      // with its cache on, setup-ruby installs the gems itself; `bundle install` then finds them there
      with: { 'ruby-version': version(), 'bundler-cache': caches(props, cache), ...(props.workingDirectory ? { 'working-directory': props.workingDirectory } : {}) },
    })],
    install: () => [script(props, 'Install dependencies', props.install ?? 'bundle install')],
    test: () => [script(props, 'Run tests', props.test ?? 'bundle exec rake test')],
  };
}
