/** Text of Windows-1252, a superset of Latin-1, as UTF-8: for lines of a log that are not UTF-8. */

/** What the bytes from 0x80 on are; those that Windows leaves free are controls, as in Latin-1. */
const FROM_80 = [
  ...[
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  ],
  ...[0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d],
  ...[0x017e, 0x0178],
].map((code) => String.fromCharCode(code));

export function fromWindows1252(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/[\x80-\x9f]/g, (each) => FROM_80[each.charCodeAt(0) - 0x80] ?? each);
  return Buffer.from(text);
}
