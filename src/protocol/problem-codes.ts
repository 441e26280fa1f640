/** The problems that a browser can have: one row a code, under which its pages, events, support file and `gatepost doctor` name it. */
import { ENFORCEMENT_PROBLEMS } from './enforcement-problems.js';
import type { ProblemRow } from './problem-row.js';
import { UPDATE_PROBLEMS } from './update-problems.js';

export type ProblemCode = keyof typeof ENFORCEMENT_PROBLEMS | keyof typeof UPDATE_PROBLEMS;

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = { ...ENFORCEMENT_PROBLEMS, ...UPDATE_PROBLEMS };

export const problemCodes = Object.keys(PROBLEMS) as readonly string[] as readonly [ProblemCode, ...ProblemCode[]];
