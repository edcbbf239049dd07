/** Ecosystems: set-up, cache, install, test and lint of each. */
export { CustomToolchainProps } from './custom';
export { DotnetToolchainProps } from './dotnet';
export { GoToolchainProps } from './go';
export { JavaBuildTool, JavaToolchainProps } from './java';
export { CustomLinterProps, Linter, LinterProps, Severity } from './linter';
export { NodePackageManager, NodeToolchainProps } from './node';
export { ToolchainBaseProps, ToolchainProps } from './provider';
export { PythonPackageManager, PythonToolchainProps } from './python';
export { RubyToolchainProps } from './ruby';
export { RustToolchainProps } from './rust';
export { Toolchain } from './toolchain';
