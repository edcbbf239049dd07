// No PowerShell is at hand: what is written is compared.
import { describe, expect, test } from 'vitest';
import { hoist } from '../../src/hoist/hoist';

const X = '${{ github.event.x }}';
const E = '${env:EVENT_X}';

describe('powershell', () => {
  test.each([
    [`Write-Host ${X}`, `Write-Host "${E}"`],
    [`Write-Host "a ${X} b"`, `Write-Host "a ${E} b"`],
    [`Write-Host 'a ${X} b'`, `Write-Host "a ${E} b"`],
    [`Write-Host 'it''s $5 "${X}"'`, `Write-Host "it's \`$5 \`"${E}\`""`],
    [`Copy-Item dist/app-${X}.zip out`, `Copy-Item "dist/app-${E}.zip" out`],
    [`$v = ${X}`, `$v = "${E}"`],
    [`$v = "$(Get-Item ${X})"`, `$v = "$(Get-Item "${E}")"`],
    [`if (${X} -eq 'a') { 1 }`, `if ("${E}" -eq 'a') { 1 }`],
    [`if ('${X}' -eq 'a') { 1 }`, `if ("${E}" -eq 'a') { 1 }`],
    [`@"\na ${X} $b\n"@`, `@"\na ${E} $b\n"@`],
    [`@'\na ${X} $b\n'@`, `@"\na ${E} \`$b\n"@`],
    [`Get-Thing -Name:${X} -Force`, `Get-Thing "-Name:${E}" -Force`],
    [`Write-Host "a\`"${X}"`, `Write-Host "a\`"${E}"`],
    [`Write-Host "a""${X}"`, `Write-Host "a""${E}"`],
    ['Write-Host \u2018a ' + X + '\u2019', `Write-Host "a ${E}"`],
  ])('%s', (script, expected) => {
    expect(hoist(script, 'pwsh')).toEqual({ script: expected, env: { EVENT_X: X } });
  });

  test('a comment keeps the words', () => {
    expect(hoist(`echo 1 # ${X}\n<# ${X} #> echo 2`, 'pwsh')).toEqual({ script: 'echo 1 # github.event.x\n<# github.event.x #> echo 2', env: {} });
  });

  test.each([
    X, `& ${X}`, `${X} -Flag x`.replace(' -Flag x', ' x'), `iex "${X}"`, `Invoke-Expression ${X}`, `cmd /c "echo ${X}"`, `"${X}" | iex`, `$${X}`, `"$${X}"`, `"\`${X}"`, `a"b"${X}`,
    `pwsh -Command "${X}"`, `Write-Host "${X}`, `Write-Host '${X}`, `bash -c "echo ${X}"`, `[scriptblock]::Create("${X}")`, `ssh host ${X}`,
  ])('refuses %s', (script) => {
    expect(hoist(script, 'pwsh')).toHaveProperty('problem');
  });
});

describe('cmd', () => {
  test('takes only what cannot hold a command', () => {
    expect(hoist('echo ${{ github.sha }}', 'cmd')).toEqual({ script: 'echo %SHA%', env: { SHA: '${{ github.sha }}' } });
    expect(hoist('echo ${{ github.ref_name }}', 'cmd')).toHaveProperty('problem');
    expect(hoist('rem ${{ github.ref_name }}\necho 1', 'cmd')).toEqual({ script: 'rem github.ref_name\necho 1', env: {} });
  });
});
