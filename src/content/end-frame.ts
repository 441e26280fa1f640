/** Ends a frame that was open when its site was restricted. */
import { endPage } from './depart.js';

endPage('guard-open');
