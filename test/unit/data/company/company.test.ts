/** A company's own words, phrases and patterns. */
import { describe, expect, test } from '@jest/globals';
import {
  compileDetector,
  writtenProblems,
  type WrittenDetector,
} from '../../../../src/data/company/compile-detector.js';
import { compilePattern } from '../../../../src/data/company/pattern.js';
import { prepareDetectors } from '../../../../src/data/detector-set.js';
import { scan } from '../../../../src/data/scan.js';

function found(detector: Partial<WrittenDetector>, text: string): string[] {
  const detectors = prepareDetectors({ company: [compileDetector({ id: 'own', ...detector })] });
  expect(detectors.problems).toEqual([]);
  return scan(text, { detectors })
    .findings.filter((finding) => finding.detector === 'own')
    .map(({ place }) => text.slice(place.start, place.end));
}

describe('a word or phrase', () => {
  test.each([
    ['Projekt Falke', 'Wegen projekt FALKE rufe ich an', 'projekt FALKE'],
    ['Projekt Falke', 'das Projekt\n\t Falke läuft', 'Projekt\n\t Falke'],
    ['Projekt Falke', 'das Projekt\u00A0Falke.', 'Projekt\u00A0Falke'],
    ['Projet Éclair', 'le projet eclair', 'projet eclair'],
    ['projet eclair', 'le PROJET ÉCLAIR', 'PROJET ÉCLAIR'],
    ['projet éclair', 'le projet e\u0301clair!', 'projet e\u0301clair'],
    ['Straße', 'in der STRASSE 5', 'STRASSE'],
    ['STRASSE', 'in der Straße 5', 'Straße'],
    ['Fal\u00ADke', 'der Fal\u00ADke fliegt', 'Fal\u00ADke'],
    ['Сокол', 'проект СОКОЛ готов', 'СОКОЛ'],
    ['猎鹰', '关于 猎鹰 的会议', '猎鹰'],
    ['C++ core', 'the c++ core team', 'c++ core'],
  ])('%s is found in "%s"', (word, text, expected) => {
    expect(found({ words: [word] }, text)).toEqual([expected]);
  });

  test.each([
    ['Falke', 'der Wanderfalke'],
    ['Falke', 'die Falken'],
    ['Falke', 'Falke2'],
    ['Projekt Falke', 'Projekt Falkenhorst'],
    ['Projekt Falke', 'ProjektFalke'],
    ['é', 'aé'],
  ])('%s is not found in "%s"', (word, text) => {
    expect(found({ words: [word] }, text)).toEqual([]);
  });

  test('is found each time it stands there, with its kind, name and grade', () => {
    const detectors = prepareDetectors({
      company: [{ id: 'falcon', kind: 'project', label: 'project name', grade: 'block', words: ['Falke'] }],
    });
    const { findings } = scan('Falke, falke', { detectors });
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({ kind: 'project', detector: 'falcon', label: 'project name', grade: 'block' });
  });

  test('of ten thousand others does not slow the scan down: one pass looks for all of them', () => {
    const words = Array.from({ length: 10_000 }, (_, at) => `codename ${at.toString(36)} zed`);
    expect(found({ words }, 'the codename 7pr zed is out')).toEqual(['codename 7pr zed']);
  });
});

describe('a pattern', () => {
  test.each([
    ['PRJ-####', 'see PRJ-1234 and prj-99', ['PRJ-1234']],
    ['PRJ-####', 'PRJ-12345 XPRJ-1234', []],
    ['@@-###', 'plant AB-123, plant A1-123', ['AB-123']],
    ['####-@', 'no 1234-x.', ['1234-x']],
    ['(DE|FR) ###', 'DE 123, FR\u00A0456, IT 789', ['DE 123', 'FR\u00A0456']],
    ['KD*-##', 'KD-12 KDabc-34 KD abc-56', ['KD-12', 'KDabc-34']],
    ['*.corp.internal', 'http://db7.corp.internal/x', ['db7.corp.internal']],
    ['room \\##', 'in room #7', ['room #7']],
    ['A(B|C##)D-9', 'ABD-9 AC12D-9 ACD-9', ['ABD-9', 'AC12D-9']],
    ['Größe ##', 'GRÖSSE 12, größe 34', ['größe 34']],
    ['a.b+c', 'a.b+c axbbc', ['a.b+c']],
  ])('%s', (pattern, text, expected) => {
    expect(found({ patterns: [pattern] }, text)).toEqual(expected);
  });

  test.each([
    ['', /is empty/],
    ['*', /finds anything/],
    ['a**b', /"\*\*"/],
    ['a*b*c*d', /more than 2 "\*"/],
    ['(a|b', /"\(" without "\)"/],
    ['a)', /"\)" without "\("/],
    ['a|b', /"\|" without "\("/],
    ['(a|(b|c))', /not nested/],
    ['(a||b)', /empty alternative/],
    ['(a*|b)', /"\*" inside/],
    ['a\\', /ends with/],
    ['a\\d', /stands before/],
    ['x'.repeat(300), /longer than 200/],
  ])('%j is refused with a reason', (pattern, message) => {
    expect(compilePattern(pattern)).toEqual({ ok: false, message: expect.stringMatching(message) });
    expect(writtenProblems({ id: 'own', patterns: [pattern] })).toEqual([
      { detector: 'own', text: pattern, message: expect.stringMatching(message) },
    ]);
  });

  test('that cannot be used leaves the others in use', () => {
    const written = { id: 'own', patterns: ['*', 'PRJ-#'], words: ['...'] };
    expect(writtenProblems(written)).toHaveLength(2);
    const detectors = prepareDetectors({ company: [compileDetector(written)] });
    expect(detectors.problems).toHaveLength(2);
    expect(scan('PRJ-7', { detectors }).findings).toHaveLength(1);
  });
});
