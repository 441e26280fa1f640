/** What stands around a secret or a number when people paste it: chat, settings, code, logs, tables, in four languages. */

/** `§` is the value. */
export const TOKEN_CARRIERS: readonly string[] = [
  '§',
  'Hi, our deploy has been failing since this morning. I use this one: § and the server answers 401. What is wrong?',
  'Bonjour, voici la clé que nous utilisons : §\nPouvez-vous me dire pourquoi la connexion échoue ?',
  'Hallo, der Zugang funktioniert nicht mehr. Wir verwenden § auf dem Testsystem. Woran kann das liegen?',
  'Hola, la conexión falla desde ayer. Usamos § en producción. ¿Qué puede ser?',
  '# settings of the staging system\nHOST=staging.corp.internal\nPORT=8443\nSERVICE_VALUE=§\nDEBUG=false\n',
  '{\n  "name": "orders",\n  "endpoint": "https://api.corp.internal/v2",\n  "value": "§",\n  "retries": 3\n}',
  "import requests\n\nclient = requests.Session()\nclient.headers['X-Access'] = '§'\nprint(client.get(url).status_code)",
  'curl -s -H "Authorization: Bearer §" https://api.corp.internal/v1/orders',
  'service:\n  image: orders:4.2\n  environment:\n    - ACCESS=§\n    - REGION=eu-west-1\n',
  '2026-11-12 08:14:02,113 WARN  [worker-3] request refused, value=§ status=403',
  '| system | value | owner |\n| --- | --- | --- |\n| staging | § | Ines |\n| live | (ask Tom) | Tom |',
  '<configuration>\n  <add key="Access" value="§" />\n</configuration>',
  'Summary: call https://api.corp.internal/v1/list?value=§&page=2 and compare.',
  'const options = { access: `§`, timeout: 3000 };',
  'Please rotate "§" before Friday.',
  'Log of the run: {"event":"start","detail":"first line\\n§\\nlast line"}',
  'export ACCESS_VALUE="§" # for Tuesday only',
];

/** `§N` is the name of a setting, `§` its value. */
export const ASSIGNED_CARRIERS: readonly string[] = [
  '§N=§',
  'export §N="§"',
  '§N: §',
  '{ "§N": "§" }',
  "§N = '§'",
  'docker run -d -e §N=§ -p 8080:80 app:latest',
  'settings.py:\n\nDEBUG = False\n§N = "§"\nTIMEOUT = 30\n',
  '  - name: level\n    value: info\n\n§N := "§"\n',
  'The value of §N is: §',
];
