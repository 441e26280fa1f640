import { expect, test } from '@jest/globals';
import { UNANSWERED } from '../../../../src/content/data-guard/unanswered-plan.js';
import { scanInSlices } from '../../../../src/content/data-guard/engine/slices.js';
import { detectorsOf, scanFor } from '../../../../src/data/plan.js';

const KEY = `ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5`;
const detectors = detectorsOf(UNANSWERED);

test.each([0, 95_990, 99_980, 100_000, 191_990, 299_000])(
  'a key at %d is found once, in its place and line',
  async (at) => {
    const line = `${'word '.repeat(19)}end\n`;
    const clean = line.repeat(Math.ceil(300_000 / line.length));
    const text = `${clean.slice(0, at)} ${KEY} ${clean.slice(at)}`;
    const { findings, unchecked } = await scanInSlices(text, UNANSWERED, detectors);
    expect(unchecked).toEqual([]);
    expect(findings).toEqual(scanFor(text, UNANSWERED, detectors).findings);
    expect(findings).toHaveLength(1);
  },
);
