/**
 * The detection script for remediations of Intune and its like (PowerShell 5.1 and later): it changes nothing, ends with 0
 * where every setting is in the registry as delivered, and with 1 otherwise, with a list. `install.ps1` remedies.
 */
import { call, partsOf, READING, scriptOf, STRICT, word, wordList } from './powershell-parts.js';
import type { Settings } from './settings.js';

export function renderDetectScript(settings: Settings): Buffer {
  const { root, maps, lists, values, ownKey, recorded } = partsOf(settings);
  const ownNames = values.filter(({ key }) => key === ownKey).map(({ name }) => name);
  return scriptOf([
    '# Tells whether the settings of Gatepost are in the registry as delivered. It changes nothing.',
    '# Exit code 0: they are. 1: those that are listed are not; install.ps1 sets them.',
    '#Requires -Version 5.1',
    STRICT,
    '',
    READING,
    '',
    TESTING,
    '',
    ...maps.map(({ name, entry, value }) => call('Test-Entry', root, name, entry, JSON.stringify(value))),
    ...lists.map(({ name, texts }) => `Test-Texts ${word(`${root}\\${name}`)} ${wordList(texts)}`),
    `Test-Record ${word(root)} ${wordList(recorded.lists)} ${wordList(recorded.values)}`,
    ...(ownKey === null ? [] : [`Test-Names ${word(ownKey)} ${wordList(ownNames)}`]),
    ...values.map(({ key, name, data }) =>
      typeof data === 'number' ? `Test-Number ${word(key)} ${word(name)} ${data}` : call('Test-Text', key, name, data),
    ),
    '',
    RESULT,
  ]);
}

const TESTING = `$different = New-Object System.Collections.ArrayList

function Add-Different([string] $Key, [string] $What) { [void] $different.Add("HKLM\\$Key, $What") }

function Test-Entry([string] $Key, [string] $Name, [string] $Entry, [string] $Json) {
    $found = (Get-Map $Key $Name).PSObject.Properties[$Entry]
    $wanted = ConvertTo-Json -InputObject (ConvertFrom-Json -InputObject $Json) -Depth 50 -Compress
    if ($null -eq $found -or (ConvertTo-Json -InputObject $found.Value -Depth 50 -Compress) -cne $wanted) {
        Add-Different $Key "value $Name, entry $Entry"
    }
}

function Test-Texts([string] $Key, [string[]] $Texts) {
    $found = @(Get-Texts $Key)
    $lacking = @($Texts | Where-Object { $found -cnotcontains $_ })
    if ($lacking.Count -gt 0) { Add-Different $Key "$($lacking.Count) entries" }
    $lifted = @(Get-Text $record $Key.Replace('\\', '/') | Where-Object { $_ -and $Texts -cnotcontains $_ })
    if ($lifted.Count -gt 0) { Add-Different $Key "$($lifted.Count) entries that are no longer set" }
}

# What install.ps1 wrote down that it set, and what is not set any more.
function Test-Record([string] $Root, [string[]] $Lists, [string[]] $Values) {
    $place = $Root.Replace('\\', '/')
    foreach ($name in @(Get-Names $record | Where-Object { $_.StartsWith("$place/") })) {
        if ($Lists -cnotcontains $name.Replace('/', '\\')) { Add-Different $name.Replace('/', '\\') 'a list that is no longer set' }
    }
    foreach ($value in @(Get-Text $record $place | Where-Object { $_ -and $Values -cnotcontains $_ })) {
        Add-Different $value 'a value that is no longer set'
    }
}

# A key that is ours alone: a setting of before that is still there has an effect, too.
function Test-Names([string] $Key, [string[]] $Names) {
    $path = Get-Path $Key
    if (-not (Test-Path -LiteralPath $path)) { return }
    foreach ($name in (Get-Item -LiteralPath $path).GetValueNames()) {
        if ($Names -notcontains $name) { Add-Different $Key "value $name, which is no longer set" }
    }
}

function Test-Text([string] $Key, [string] $Name, [string] $Data) {
    $found = Get-Text $Key $Name
    if ($found -isnot [string] -or $found -cne $Data) { Add-Different $Key "value $Name" }
}

function Test-Number([string] $Key, [string] $Name, [long] $Data) {
    $found = Get-Text $Key $Name
    if ($found -isnot [int] -or [BitConverter]::ToUInt32([BitConverter]::GetBytes($found), 0) -ne $Data) {
        Add-Different $Key "value $Name"
    }
}`;

const RESULT = `if ($different.Count -eq 0) {
    Write-Output 'Gatepost: every setting is in place.'
    exit 0
}
Write-Output ('Gatepost: not as delivered: ' + ($different -join '; '))
exit 1`;
