/** Scans a text that is too long for one frame, a slice at a time, so that the page stays alive. */
import type { DetectorSet } from '../../../data/detector-set.js';
import type { Finding, ScanResult } from '../../../data/finding.js';
import { scanFor, type DataPlan } from '../../../data/plan.js';

export const SLICE = 100_000;
/** What stands across a border is seen whole in one of the two slices. */
export const OVERLAP = 4_000;

export async function scanInSlices(text: string, plan: DataPlan, detectors: DetectorSet): Promise<ScanResult> {
  const findings: Finding[] = [];
  const unchecked = new Set<string>();
  const seen = new Set<string>();
  let [line, counted] = [0, 0];
  for (let from = 0; from < text.length; from += SLICE - OVERLAP) {
    if (from > 0) await nextTask();
    const result = scanFor(text.slice(from, from + SLICE), plan, detectors);
    for (; counted < from; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    for (const each of result.findings) {
      const moved = movedBy(each, from, line);
      const known = `${moved.detector} ${moved.place.start}`;
      if (!seen.has(known)) findings.push(moved);
      seen.add(known);
    }
    for (const id of result.unchecked) unchecked.add(id);
    if (from + SLICE >= text.length) break;
  }
  return { findings, unchecked: [...unchecked] };
}

function movedBy(finding: Finding, offset: number, lines: number): Finding {
  const places = finding.places.map(({ start, end, line }) => ({
    start: start + offset,
    end: end + offset,
    line: line + lines,
  }));
  return { ...finding, places, place: places[0] ?? finding.place };
}

export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
