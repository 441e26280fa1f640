/** Prints findings: for people, and as the workflow commands that show them beside the lines of a change on GitHub. */
import type { PlacedFinding } from './run.js';
import type { Paint } from '../../lib/terminal.js';

export function renderFindings(findings: readonly PlacedFinding[], file: string, paint: Paint): string[] {
  const lines = findings.map(({ severity, code, line, column, where, message }) => {
    const kind = paint(severity === 'error' ? 'red' : 'yellow', severity);
    return `${file}:${line}:${column}: ${kind}: ${where === null ? '' : `${where}: `}${message} (${code})`;
  });
  return [...lines, summary(findings, file)];
}

function summary(findings: readonly PlacedFinding[], file: string): string {
  if (findings.length === 0) return `${file} is OK.`;
  const count = (severity: PlacedFinding['severity']) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${severity}${number === 1 ? '' : 's'}`;
  };
  return `${count('error')}, ${count('warning')}`;
}

/** See "Workflow commands" in GitHub's documentation: a line each, with % and line breaks escaped. */
export function renderForGitHub(findings: readonly PlacedFinding[], file: string): string[] {
  return findings.map(({ severity, code, line, column, where, message }) => {
    const properties = { file, line: String(line), col: String(column), title: code };
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
    return `::${severity} ${list.join(',')}::${escaped(where === null ? message : `${where}: ${message}`)}`;
  });
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
