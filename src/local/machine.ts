/** This machine, as a runner would describe itself, and which runners' jobs it can stand in for. */
import * as fs from 'fs';
import * as os from 'os';

export interface Machine {
  /** `Linux`, `Windows`, `macOS`: `runner.os`. */
  readonly os: string;
  /** `X86`, `X64`, `ARM`, `ARM64`: `runner.arch`. */
  readonly arch: string;
  /** For people: `Debian GNU/Linux 12, X64`. */
  readonly name: string;
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'X64', ia32: 'X86', arm: 'ARM', arm64: 'ARM64' };
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^(ubuntu|linux|debian|rhel|centos|fedora|amazon-?linux)\b/i, 'Linux'],
  [/^windows\b/i, 'Windows'],
  [/^macos\b/i, 'macOS'],
];

export function thisMachine(): Machine {
  const system = SYSTEMS[process.platform] ?? process.platform;
  const arch = ARCHITECTURES[process.arch] ?? process.arch.toUpperCase();
  return { os: system, arch, name: `${release() ?? `${system} ${os.release()}`}, ${arch}` };
}

function release(): string | undefined {
  try {
    return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** The system that labels ask for; undefined where they do not say. */
export function systemOf(labels: string): string | undefined {
  return labels.split(/\s*,\s*/).flatMap((label) => LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? []).at(0);
}

/** What this machine is, and what the labels ask for, for people. */
export function difference(labels: string, machine: Machine): string {
  const wantsArm = /(^|[-_, ])arm(64)?\b/i.test(labels);
  const arch = wantsArm && !machine.arch.startsWith('ARM') ? `; it is an ${machine.arch} machine, not ARM64` : '';
  return `${machine.name} instead of ${labels}${arch}`;
}
