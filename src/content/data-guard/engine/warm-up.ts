/** Code that has not run yet is interpreted: the first text would take ten times as long as the fourth. */
import type { DetectorSet } from '../../../data/detector-set.js';
import { scanFor, type DataPlan } from '../../../data/plan.js';

const PARAGRAPH = 'Minutes of Monday: the draft follows on 12.3., call +0 at 10:30, key. ';
const CODE = 'for (const a of b) { if (a.id === "a1b2c3") c += a.price * 1.19; }\n';
const SAMPLE = `${PARAGRAPH.repeat(10)}\n${CODE.repeat(12)}`;

export function warmUp(plan: DataPlan, detectors: DetectorSet): void {
  scanFor(SAMPLE, plan, detectors);
}
