/** What this page's guard is to do, from the worker: asked for at the start, and again when the policy has changed. */
import type { DetectorSet } from '../../data/detector-set.js';
import type { DataPlan } from '../../data/plan.js';
import type { DataPlanAnswer, DataRequest } from '../../protocol/data-messages.js';
import { partsArrived } from './arrival.js';
import { parts, type Engine } from './parts.js';
import { UNANSWERED } from './unanswered-plan.js';

export interface Guarding {
  readonly plan: DataPlan;
  readonly engine: Engine;
  readonly detectors: DetectorSet;
}

/** A worker may die before it has answered; the next message starts another. */
const ATTEMPTS = 3;
const MOST_LANGUAGES = 20;

/** `undefined`: not known yet. */
let plan: DataPlan | null | undefined;
let detectors: DetectorSet | null = null;
let asking: Promise<void> | null = null;

/** Null: nothing is to be looked for here. `waiting`: nobody has said yet, or nothing is there to look with. */
export function currentPlan(): Guarding | null | 'waiting' {
  if (plan === null) return null;
  const { engine } = parts;
  if (plan === undefined || engine === undefined) return 'waiting';
  detectors ??= engine.detectorsOf(plan);
  return { plan, engine, detectors };
}

/** The same without what looks by it; `undefined`: nobody has said yet. */
export const planNow = (): DataPlan | null | undefined => plan;

/** Resolves when the worker has said what is to be done. Null: nothing is to be looked for here. */
export async function planKnown(): Promise<DataPlan | null> {
  if (plan === undefined) await (asking ?? askForPlan());
  return plan ?? null;
}

/** Resolves when plan and engine are there, or it is known that there is no plan. */
export async function planArrived(): Promise<Guarding | null> {
  if ((await planKnown()) !== null) await partsArrived();
  const known = currentPlan();
  return known === 'waiting' ? null : known;
}

/** Asks the worker; what is known goes on to hold until the answer is there. */
export function askForPlan(): Promise<void> {
  asking = ask()
    .then((answer) => {
      if (answer === undefined && plan !== undefined) return;
      plan = answer === undefined ? { ...UNANSWERED, toolName: location.hostname } : answer;
      detectors = null;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

async function ask(): Promise<DataPlan | null | undefined> {
  const languages = [...new Set([...navigator.languages, chrome.i18n.getUILanguage()])].slice(0, MOST_LANGUAGES);
  const request: DataRequest = { kind: 'data-plan', languages };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer: unknown = await chrome.runtime.sendMessage(request).catch(() => null);
    if (typeof answer === 'object' && answer !== null && 'plan' in answer) return (answer as DataPlanAnswer).plan;
  }
  return undefined;
}
