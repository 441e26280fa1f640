/** The acts of the matrix that spell a restricted address in another way. */
import type { Act } from './requests.js';
import type { Stage } from './stage.js';

const SPELLINGS: Record<string, (stage: Stage) => string> = {
  'over http': ({ closed }) => `http://${closed}/plain`,
  'with a dot, a port and capitals': ({ closed }) => `https://${closed.toUpperCase()}.:8443/plain`,
  'with full-width letters': ({ closed }) => `https://${closed.replace('closed', 'ｃｌｏｓｅｄ')}/plain`,
  'with percent codes in the host': ({ closed }) => `https://${closed.replace('closed', '%63l%6Fsed')}/plain`,
  'with a name and password': ({ closed }) => `https://reader:secret@${closed}/plain`,
  'in another alphabet': () => 'https://BÜRO.example/plain',
  'in its xn-- spelling': () => 'https://xn--bro-hoa.example/plain',
  'as one number': () => 'https://3325256711/plain',
  'as hexadecimal parts': () => 'https://0xC6.0x33.0x64.0x7/plain',
  'as octal parts': () => 'https://0306.063.0144.07/plain',
  'as IPv6 written out': () => 'https://[2001:0db8:0:0:0:0:0:7]/plain',
  'as IPv4 inside IPv6': () => 'https://[::ffff:198.51.100.7]/plain',
};

export const SPELLED: Record<string, Act> = Object.fromEntries(
  Object.entries(SPELLINGS).map(([name, spell]) => [
    name,
    async (stage) => {
      await stage.open(spell(stage));
    },
  ]),
);
