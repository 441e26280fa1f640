/** The reader of PDF, which comes into a page when one is chosen there. */
import { readPdf } from '../../../pdf/read-pdf.js';
import { bring } from '../parts.js';

bring({ readPdf });
