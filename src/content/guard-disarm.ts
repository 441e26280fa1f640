/** Prepares a restricted tab for being replaced: it can no longer ask its reader to stay. */
import { disarm } from './depart.js';

disarm();
