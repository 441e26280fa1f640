/** Files as people hand them over, and the doors of the page; `docs/reference/data-guard-editors.md` is made from these tables. */
import { compoundFile, labelInfo, LABEL_ID, TENANT_ID, wordDocument, archiveOf } from '../../support/documents.js';
import { pdfDocument } from '../../support/pdf-documents.js';
import { chatPolicy, KEY } from './chat-policy.js';

export const filePolicy = {
  ...chatPolicy,
  data: {
    ...chatPolicy.data,
    secret: 'block',
    onUnreadable: { picture: 'allow', otherwise: 'block' },
    files: { types: ['sql'], folders: 'warn' },
    labels: { confidential: { name: { en: 'Confidential' }, id: LABEL_ID, tenant: TENANT_ID, action: 'block' } },
  },
};

/** Bytes of a PNG of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const CLEAN = 'The quarterly meeting takes place on the third floor.\n';

export type Outcome = 'goes on' | 'refused' | 'goes on after the dialog';
export interface FileRow {
  /** What kind of file it is. */
  readonly what: string;
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly outcome: Outcome;
  /** In a line of the dialog, where it comes up. */
  readonly says?: string;
}

export const FILES = {
  clean: { what: 'a clean text', name: 'minutes.txt', content: CLEAN, outcome: 'goes on' },
  key: {
    what: 'a text with a key',
    name: 'settings.env',
    content: `${CLEAN}token=${KEY}\n`,
    outcome: 'refused',
    says: 'GitHub token',
  },
  project: {
    what: 'a text with a word of the company',
    name: 'plan.md',
    content: `${CLEAN}Project Nightingale\n`,
    outcome: 'goes on after the dialog',
    says: 'project name',
  },
  labelled: {
    what: 'a Word document with a label',
    name: 'offer.docx',
    content: wordDocument([CLEAN], { 'docMetadata/LabelInfo.xml': labelInfo() }),
    outcome: 'refused',
    says: 'Label: Confidential',
  },
  archive: {
    what: 'an archive with a key in a document',
    name: 'handover.zip',
    content: archiveOf({ 'a/letter.docx': wordDocument([`token=${KEY}`]) }),
    outcome: 'refused',
    says: 'GitHub token',
  },
  encrypted: {
    what: 'an encrypted workbook',
    name: 'salaries.xlsx',
    content: compoundFile(['EncryptionInfo', 'EncryptedPackage']),
    outcome: 'refused',
    says: 'Encrypted',
  },
  pdf: {
    what: 'a PDF with a key',
    name: 'contract.pdf',
    content: pdfDocument({ pages: [[`token=${KEY}`]] }),
    outcome: 'refused',
    says: 'GitHub token',
  },
  picture: { what: 'a picture, where the policy allows those', name: 'dot.png', content: DOT, outcome: 'goes on' },
  refusedType: {
    what: 'a kind of file that the policy refuses',
    name: 'dump.SQL',
    content: CLEAN,
    outcome: 'refused',
    says: 'This kind of file (.sql)',
  },
} as const satisfies Readonly<Record<string, FileRow>>;
export type FileId = keyof typeof FILES;
export const FILE_IDS = Object.keys(FILES) as FileId[];

/** How files are handed over; all kinds by the first, and one of each outcome by the others. */
export const DOORS = {
  plain: 'a file input',
  closed: 'a file input in a closed shadow root',
  loose: 'a file input that is never in the document',
  'react-dropzone': 'react-dropzone, its button',
  uppy: 'Uppy, its button',
} as const;
export type DoorId = keyof typeof DOORS;
export const DOOR_IDS = Object.keys(DOORS) as DoorId[];
/** One of each outcome. */
export const SAMPLE: readonly FileId[] = ['clean', 'key', 'project'];

/** Situations that are played in both browsers, by the names of their tests. */
export const FILE_PLACES = [
  'a refused file can be chosen again, and what was let through is not asked about again',
  'of several files, the others go on',
  'a form sends a file that was looked at, and none that was refused',
] as const;

/** What only Chromium's driver can do. */
export const CHROMIUM_FILE_PLACES = [
  'a folder that is chosen: asked about as such, and its files by their paths',
  'a folder that is dropped is refused, with a word about the other ways',
  'a picture that is pasted',
  ...SAMPLE.flatMap((id) => ['react-dropzone', 'uppy'].map((door) => `${FILES[id].what} dropped on ${door}`)),
  ...['clean', 'key'].map((id) => `the page’s own picker, and a ${id} file`),
] as const;
