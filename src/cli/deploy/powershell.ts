/**
 * The PowerShell scripts (5.1 and later) that put settings into the registry and take them out again. Unlike a .reg file
 * they leave alone what other products wrote into the same values: entries of a map are set one by one, lists are united.
 */
import { call, partsOf, READING, scriptOf, STRICT, word, wordList } from './powershell-parts.js';
import type { Settings } from './settings.js';

export function renderInstallScript(settings: Settings): Buffer {
  const { root, maps, lists, values, ownKey, recorded } = partsOf(settings);
  return script('Puts the settings of Gatepost into the registry.', [
    removeFormer(root, recorded.lists, recorded.values),
    ...maps.map(({ name, entry, value }) => call('Set-Entry', root, name, entry, JSON.stringify(value))),
    ...lists.map(({ name, texts }) => `Add-Texts ${word(`${root}\\${name}`)} ${wordList(texts)}`),
    ...(ownKey === null ? [] : [call('Remove-Key', ownKey)]),
    ...values.map(({ key, name, data }) =>
      typeof data === 'number' ? `Set-Number ${word(key)} ${word(name)} ${data}` : call('Set-Text', key, name, data),
    ),
  ]);
}

/** @param farewell what stands there instead; null: nothing */
export function renderRemovalScript(settings: Settings, removal: Settings | null): Buffer {
  const { root, maps, lists, values, ownKey } = partsOf(settings);
  const alternatives = removal === null ? [] : partsOf(removal).maps;
  return script('Takes the settings of Gatepost out of the registry.', [
    removeFormer(root, [], []),
    ...maps.map(({ name, entry }) => call('Remove-Entry', root, name, entry)),
    ...lists.map(({ name, texts }) => `Remove-Texts ${word(`${root}\\${name}`)} ${wordList(texts)}`),
    ...(ownKey === null ? [] : [call('Remove-Key', ownKey)]),
    ...values.filter(({ key }) => key !== ownKey).map(({ key, name }) => call('Remove-Value', key, name)),
    ...alternatives.map(({ name, entry, value }) => call('Set-Entry', root, name, entry, JSON.stringify(value))),
  ]);
}

/** What an earlier script set, and what is not set any more. @param lists keys of lists @param places keys with names */
function removeFormer(root: string, lists: readonly string[], places: readonly string[]): string {
  return `Remove-Former ${word(root)} ${wordList(lists)} ${wordList(places)}`;
}

function script(summary: string, body: readonly string[]): Buffer {
  return scriptOf([
    `# ${summary} Run it as administrator.`,
    '#Requires -Version 5.1',
    '#Requires -RunAsAdministrator',
    STRICT,
    '',
    READING,
    '',
    WRITING,
    '',
    ...body,
    '',
    "Write-Output 'Done. Restart the browser, or wait until it reloads its policies.'",
  ]);
}

const WRITING = `function Set-Value([string] $Key, [string] $Name, [string] $Type, $Data) {
    $path = Get-Path $Key
    if (-not (Test-Path -LiteralPath $path)) { New-Item -Path $path -Force | Out-Null }
    New-ItemProperty -LiteralPath $path -Name $Name -PropertyType $Type -Value $Data -Force | Out-Null
}

function Set-Text([string] $Key, [string] $Name, [string] $Data) { Set-Value $Key $Name 'String' $Data }

function Set-Number([string] $Key, [string] $Name, [long] $Data) {
    Set-Value $Key $Name 'DWord' ([BitConverter]::ToInt32([BitConverter]::GetBytes([uint32] $Data), 0))
}

function Remove-Key([string] $Key) {
    $path = Get-Path $Key
    if (Test-Path -LiteralPath $path) { Remove-Item -LiteralPath $path -Recurse }
}

# A key that is left empty goes too: a browser may take it for a policy that says nothing.
function Remove-Empty([string] $Key) {
    $item = Get-Item -LiteralPath (Get-Path $Key)
    if ($item.ValueCount + $item.SubKeyCount -gt 0) { return }
    Remove-Key $Key
    Remove-Empty $Key.Substring(0, $Key.LastIndexOf('\\'))
}

function Remove-Value([string] $Key, [string] $Name) {
    if ($null -eq (Get-Text $Key $Name)) { return }
    Remove-ItemProperty -LiteralPath (Get-Path $Key) -Name $Name
    Remove-Empty $Key
}

function Set-Entry([string] $Key, [string] $Name, [string] $Entry, [string] $Json) {
    $map = Get-Map $Key $Name
    $map | Add-Member -MemberType NoteProperty -Name $Entry -Value (ConvertFrom-Json -InputObject $Json) -Force
    Set-Text $Key $Name (ConvertTo-Json -InputObject $map -Depth 50 -Compress)
}

function Remove-Entry([string] $Key, [string] $Name, [string] $Entry) {
    $map = Get-Map $Key $Name
    $map.PSObject.Properties.Remove($Entry)
    if (@($map.PSObject.Properties).Count -eq 0) { Remove-Value $Key $Name }
    else { Set-Text $Key $Name (ConvertTo-Json -InputObject $map -Depth 50 -Compress) }
}

# What was ours last time goes first, then ours of now are added.
function Write-Texts([string] $Key, [string[]] $Texts) {
    Remove-Key $Key
    $number = 0
    foreach ($text in $Texts) { $number++; Set-Text $Key ([string] $number) $text }
}

function Add-Texts([string] $Key, [string[]] $Texts) {
    $before = @(Get-Text $record $Key.Replace('\\', '/'))
    $others = @(Get-Texts $Key | Where-Object { $before -cnotcontains $_ -and $Texts -cnotcontains $_ })
    Write-Texts $Key ($others + $Texts)
    Set-Value $record $Key.Replace('\\', '/') 'MultiString' $Texts
}

function Remove-Texts([string] $Key, [string[]] $Texts) {
    $ours = @(Get-Text $record $Key.Replace('\\', '/')) + $Texts
    Write-Texts $Key @(Get-Texts $Key | Where-Object { $ours -cnotcontains $_ })
    Remove-Value $record $Key.Replace('\\', '/')
}

# The record holds what an earlier script set below a key: each list under its own name, single values under that of the key.
function Remove-Former([string] $Root, [string[]] $Lists, [string[]] $Values) {
    $place = $Root.Replace('\\', '/')
    $former = @(Get-Names $record | Where-Object { $_.StartsWith("$place/") } | ForEach-Object { $_.Replace('/', '\\') })
    foreach ($list in $former) { if ($Lists -cnotcontains $list) { Remove-Texts $list @() } }
    foreach ($value in @(Get-Text $record $place | Where-Object { $_ -and $Values -cnotcontains $_ })) {
        $cut = $value.LastIndexOf('\\')
        Remove-Value $value.Substring(0, $cut) $value.Substring($cut + 1)
    }
    if ($Values.Count -gt 0) { Set-Value $record $place 'MultiString' $Values } else { Remove-Value $record $place }
}`;
