/** Property lists in XML, for the types that policies have. https://www.apple.com/DTDs/PropertyList-1.0.dtd */
import type { PolicyValue } from './browser-policies.js';
import { isMap } from './json-files.js';
import { escapedXml } from './xml-text.js';

/** @throws CommandError for a sign that XML cannot hold */
export function renderPlist(value: PolicyValue): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...linesOf(value, ''),
    '</plist>',
    '',
  ].join('\n');
}

function linesOf(value: PolicyValue, indent: string): string[] {
  const inner = `${indent}  `;
  if (typeof value === 'string') return [`${indent}<string>${escapedXml(value)}</string>`];
  if (typeof value === 'boolean') return [`${indent}<${value ? 'true' : 'false'}/>`];
  if (typeof value === 'number') {
    const type = Number.isInteger(value) ? 'integer' : 'real';
    return [`${indent}<${type}>${value}</${type}>`];
  }
  if (isMap(value)) {
    const entries = Object.entries(value).flatMap(([key, part]) => [
      `${inner}<key>${escapedXml(key)}</key>`,
      ...linesOf(part, inner),
    ]);
    return entries.length === 0 ? [`${indent}<dict/>`] : [`${indent}<dict>`, ...entries, `${indent}</dict>`];
  }
  const items = value.flatMap((each) => linesOf(each, inner));
  return items.length === 0 ? [`${indent}<array/>`] : [`${indent}<array>`, ...items, `${indent}</array>`];
}
