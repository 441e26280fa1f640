/** A Word document with a sensitivity label, as small as one can be. */
import { strToU8, zipSync } from 'fflate';

/** As `demonstration/policy.yaml` names it. */
const LABEL = '6f1c9d2e-7b54-4a0f-9c3d-2e8b5a1d7f60';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const PARTS = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/document.xml': `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Offer for the harbour project</w:t></w:r></w:p></w:body></w:document>`,
  'docMetadata/LabelInfo.xml': `${HEAD}<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{${LABEL}}" enabled="1" method="Privileged" removed="0"/></clbl:labelList>`,
};

/** @returns {Buffer} */
export function labelledDocument() {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(PARTS).map(([name, text]) => [name, strToU8(text)]))));
}
