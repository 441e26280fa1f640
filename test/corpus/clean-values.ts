/** What looks like a secret or a person and is none: the false alarms that people complain of. */
import type { CorpusText } from './corpus-text.js';
import { Chance } from './random.js';

/** `random.ts` fills the recipes. */
const RECIPES: readonly string[] = [
  'fixed in {h40}, please review before the release',
  'commit {h40}\nMerge: {h7} {h7}\nDate:   Tue Nov 24 10:12:31 2026 +0100\n\n    Mend the rounding of totals\n',
  'Pod orders-{l10}-{l5} restarted, see trace {h32}',
  'Device {g} is missing from the list.',
  'request_id={g} took 231 ms',
  'sha256:{h64}  orders.tar.gz',
  'sha512-{b86}== is the integrity of the package',
  'AWS_ACCESS_KEY_ID=AK·IAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'OPENAI_API_KEY=YOUR_API_KEY_HERE',
  'export GITHUB_TOKEN=<your token>',
  'password: ${DB_PASSWORD}',
  'api_key = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
  'token: {{ secrets.GITHUB_TOKEN }}',
  "password = 'changeme'",
  'const password = request.body.password;',
  'Set the secret with `process.env.SECRET_KEY` and restart.',
  'postgres://user:password@localhost:5432/test',
  'https://example.com:8443/path?x=1 and mail to me@example.com:now',
  '<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA{b240}==" alt="logo">',
  'd="M12.5 4.25C{d2}.{d2} {d2}.{d2} 41.22 35.01 4111 12.5L5424.18 22.33 10.10 5.1z M 4539 5787 6362 1486.2"',
  'Die Passwort-Regeln: mindestens zwölf Zeichen, Groß- und Kleinschreibung.',
  'Password: must have 12 characters. Token: see the portal.',
  'The secret of a good soup is time. Password reset: call 4711.',
  'x-request-id: {h32}\netag: "{h32}"',
  'Order {d16} was shipped, tracking {d20}, parcel {d14}.',
  'Votre commande n° {d16} du 12/11/2026 est en route.',
  'Auftrag {d11}, Kundennummer {d10}, Lieferschein {d13}',
  'Pedido {d9} – albarán {d12}',
  'timestamp 17{d8}, next 17{d11}, id {d15}',
  'IMEI 35{d13}, serial {u12}',
  'EAN 40{d11} ; ISBN 978-3-16-148410-0 ; UPC 0{d11}',
  'coordinates 48.{d6}, 11.{d6}; area 4539.5787 6362.1486',
  'Test card 4111 1111 1111 1111 and 4242 4242 4242 4242, both declined.',
  'Use DE89 3704 0044 0532 0130 00 or FR76 3000 6000 0112 3456 7890 189 in the manual.',
  'The example SSN 123-45-6789 must not be used, nor 078-05-1120.',
  'DNI de ejemplo: 12345678Z',
  'Version 10.{d2}.{d3}.{d2}, build {d8}-{d2}',
  'GUID {g}, ticket INC{d7}, PO {d10}, cost centre {d6}',
  'Meter reading: {d5}.{d2} kWh, number 1EMH00{d8}',
  'Tel. +49 89 {d7}, fax +49 89 {d7}, mobile 0171 {d7}',
  'Room 123-45-{d4} is booked; part no. {d3}-{d2}-{d4}',
  'Zoom: 812 {d4} {d4}, code {d6}',
  'Range A1:B{d2}, sum 1.{d3}.{d3},{d2} EUR, VAT DE{d9}, SIRET {d14}',
  'blob:https://app.contoso.com/{g}',
  'https://contoso.sharepoint.com/:w:/s/team/E{w40}?e={a6}',
  'https://meet.contoso.com/j/{d10}?utm_source=mail&utm_id={a12}',
  'Hash of the file: md5 {h32}, crc32 {h8}',
  'cache key user:{d6}:profile:{h40}',
  'class="css-{l6} MuiButton-{l8}" id="radix-{l12}"',
  'Stripe publishable key pk·_live_{a24} is public.',
];

const ROUNDS = 5;

export function hardClean(): CorpusText[] {
  return RECIPES.flatMap((recipe, at) =>
    Array.from({ length: ROUNDS }, (_, round): CorpusText => {
      const text = new Chance(at * 100 + round + 77).fill(recipe);
      return { id: `hard-clean/${at}-${round}`, family: 'hard-clean', text, expected: [] };
    }),
  );
}
