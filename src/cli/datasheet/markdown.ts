/** A data sheet as Markdown. */
import { printable } from '../lib/terminal.js';
import type { Block, TableGroup } from './blocks.js';

const BLANK = '_'.repeat(40);

export function renderMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(rendered).join('\n\n')}\n`;
}

function rendered(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${escaped(block.text)}`;
    case 'heading':
      return `## ${escaped(block.text)}`;
    case 'text':
    case 'note':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'form':
      return block.rows
        .map(({ label, value }) => `- ${escaped(label)}: ${value === null ? BLANK : escaped(value)}`)
        .join('\n');
    case 'table':
      return table(block.head, block.groups);
  }
}

function table(head: readonly string[], groups: readonly TableGroup[]): string {
  const lines = groups.flatMap(({ title, rows }) => [
    ...(title === null ? [] : [line(headed(title, head.length))]),
    ...rows.map((cells) => line(cells.map(escaped))),
  ]);
  return [line(head.map(escaped)), line(head.map(() => '---')), ...lines].join('\n');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const headed = (title: string, columns: number): string[] => [
  `**${escaped(title)}**`,
  ...Array.from({ length: columns - 1 }, () => ''),
];

/** What Markdown would take for a sign of its own is none; a text stays one line. */
function escaped(text: string): string {
  return printable(text).replaceAll(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}
