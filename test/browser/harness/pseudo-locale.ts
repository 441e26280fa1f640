/** A build whose interface is written from right to left: English in Hebrew letters, word for word as long. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const LETTERS = 'אבגדהוזחטיכלמנסעפצקרשתםןףץ';

/** Placeholders stay as they are. */
function pseudo(message: string): string {
  return message
    .split(/(\$\w+\$)/)
    .map((part) =>
      part.startsWith('$') && part.endsWith('$')
        ? part
        : part.replace(/[a-z]/gi, (letter) => LETTERS[letter.toLowerCase().charCodeAt(0) - 97] ?? letter),
    )
    .join('');
}

/** @returns the folder of the build */
export async function buildRightToLeft(workDir: string): Promise<string> {
  const folder = path.join(workDir, 'right-to-left');
  await cp(path.resolve('dist/chrome'), folder, { recursive: true });
  const english = JSON.parse(await readFile(path.join(folder, '_locales/en/messages.json'), 'utf8')) as Record<
    string,
    { message: string }
  >;
  const entries = Object.entries(english).map(([key, entry]) => [key, { ...entry, message: pseudo(entry.message) }]);
  const messages = { ...Object.fromEntries(entries), locale_tag: { message: 'he' } } as object;
  await mkdir(path.join(folder, '_locales/he'));
  await writeFile(path.join(folder, '_locales/he/messages.json'), JSON.stringify(messages));
  return folder;
}
