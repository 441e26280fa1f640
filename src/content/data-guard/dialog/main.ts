/** The third of the guard's scripts: everything that is shown. */
import { bring } from '../parts.js';
import { decide, offerCopy } from './decide.js';
import { decideFiles, refuseFolder } from './decide-files.js';
import { endsOwnKey, isDialogOpen, take } from './dialog.js';
import { showSign } from './sign.js';

bring({ dialog: { decide, decideFiles, refuseFolder, offerCopy, showSign, isOpen: isDialogOpen, take, endsOwnKey } });
