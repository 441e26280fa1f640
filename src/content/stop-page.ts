/** The guard of sites that are restricted throughout: that it runs at all is the decision. */
import { stopPage } from './depart.js';

stopPage();
