/** The guard's script for files, which comes when the first one is handed over: it reads, and says what is to be done. */
import { bring } from '../parts.js';
import { checkFiles } from './check-files.js';

bring({ files: { checkFiles } });
