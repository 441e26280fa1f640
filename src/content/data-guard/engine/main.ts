/** The second of the guard's scripts: what is looked for, and what is to be done about it. */
import { detectorsOf, evaluate, scanFor } from '../../../data/plan.js';
import { bring } from '../parts.js';
import { mayBeOwn, ownOf } from './own.js';
import { warmUp } from './warm-up.js';
import { scanInSlices } from './slices.js';

bring({ engine: { detectorsOf, scanFor, scanInSlices, evaluate, mayBeOwn, ownOf, warmUp } });
