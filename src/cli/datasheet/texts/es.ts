/** The sentences of the data sheet in Spanish. `{…}` stands for a value. */
import type { SheetTexts } from './texts.js';

export const es: SheetTexts = {
  title: 'Hoja informativa: qué registra y envía Gatepost',
  about: '{organisation} · política {name} · {day}',
  scope:
    'Esta hoja describe lo que hace Gatepost con la política y la configuración indicadas al final. Abarca todas las reglas de la política, se apliquen a quien se apliquen.',
  purposeTitle: 'Finalidad',
  purpose:
    'Gatepost es una extensión del navegador. Aplica las reglas de {organisation} sobre herramientas de IA, explica cada decisión e indica qué herramientas se pueden usar en su lugar. En los sitios a los que no se aplica ninguna regla, no hace nada.',
  observing:
    'La política solo observa: no se bloquea nada y se cuentan las páginas abiertas de todos los sitios incluidos.',
  observingUntil:
    'Hasta el {day}, la política solo observa: no se bloquea nada y se cuentan las páginas abiertas de todos los sitios incluidos. Después se aplica lo siguiente.',
  allow: 'Aprobado',
  observe: 'Permitido, se cuenta el uso',
  warn: 'Accesible tras una advertencia',
  account: 'Solo con una cuenta de empresa',
  block: 'Bloqueado',
  rule: '{action}: {names}',
  owners: 'Responsables de las reglas: {owners}.',
  more: '{count} más',
  recordedTitle: 'Qué se registra',
  event: 'Suceso',
  why: 'Finalidad',
  groupUse: 'Uso, en sitios con una regla',
  groupPolicy: 'Política',
  groupHealth: 'Estado de la extensión',
  fields:
    'Un registro tiene estos campos, en la medida en que correspondan al evento. Sobre el uso por una persona: {usage}. Técnicos: {technical}.',
  fieldsPersonal: 'Directamente sobre una persona: {personal}.',
  fieldsPersonalNone: 'Ningún campo nombra a una persona ni contiene un texto suyo.',
  notRecorded: 'No se registra con esta política:',
  pause:
    'Mientras los administradores pausan la política, se cuentan las páginas abiertas de todos los sitios incluidos.',
  guardTitle: 'Control de datos',
  guardNone: 'Esta política no tiene control de datos: Gatepost no revisa lo que se escribe, se pega o se sube.',
  guardChecked:
    'En {tools}, lo que se pega, se arrastra, se inserta o se envía se revisa en el navegador antes de que la herramienta lo reciba. Se buscan: {kinds}. Nada sale del navegador para ello.',
  guardRecorded:
    'Se registra un número por día (UTC), según: {fields}. No se registran el texto ni partes de él, su longitud, los nombres de archivos, el nombre de host, el nombre de usuario, la hora ni el motivo elegido en el cuadro de diálogo.',
  questionTitle: 'Motivo para continuar',
  questionNone: 'Ninguna regla pregunta por qué se continúa tras una advertencia.',
  questionRecorded:
    'La página de estas reglas pide un motivo: {rules}. La respuesta, de {count} caracteres como máximo, pasa a formar parte del registro. La página indica junto al campo quién puede leerla.',
  questionLocal:
    'La página de estas reglas pide un motivo que se queda en el navegador: {rules}. No consta en ningún registro, no se envía a nadie y se elimina cuando termina el acceso temporal (tras {minutes} como máximo) o se cierra el navegador.',
  sentTitle: 'Qué se envía, y a quién',
  sentNothing: 'Nada: la configuración no indica ningún destinatario. Los registros se quedan en el navegador.',
  sentUnknown:
    'Esta hoja se elaboró sin la configuración de los navegadores. Si en ella falta la clave eventsEndpoint, ningún registro sale del navegador; si está, los registros se envían a la dirección indicada.',
  sentTo:
    'Los registros se envían a {address}, aproximadamente una vez por minuto. Cada envío incluye además: {sender}.',
  named:
    'Cada registro contiene el nombre de usuario (clave identity), salvo los de lo que detectó el control de datos.',
  unnamed:
    'Ningún registro contiene un nombre. El ID del dispositivo es aleatorio y se crea durante la instalación; quien sepa de quién es el navegador puede relacionar los registros con una persona. Por ello son datos personales en el sentido del RGPD.',
  policyFetch:
    'El navegador descarga la política de {address} a intervalos de aproximadamente {interval}, sin cookies y sin el ID del dispositivo. Como en cualquier petición, ese servidor ve la dirección de red.',
  configuredAddress: 'la dirección de la configuración',
  accountHeaders:
    'Las peticiones a {tools} llevan un identificador de la cuenta de empresa, igual para todas las personas.',
  request:
    'Quien solicita acceso envía personalmente un correo o un formulario y ve antes su texto. No se incluye la dirección de la página bloqueada.',
  keptTitle: 'Dónde se guarda, cuánto tiempo y quién puede leerlo',
  place: 'Lugar',
  content: 'Contenido',
  howLong: 'Cuánto tiempo',
  readers: 'Quién puede leerlo',
  browser: 'Almacenamiento de la extensión en el navegador',
  browserContent: 'Todos los registros; los números del día del control de datos',
  browserContentUnguarded: 'Todos los registros',
  browserLongSent:
    'Unos {shown} registros enviados, durante {days} (los de la última semana, algo más); los demás hasta su envío, {most} como máximo',
  browserLong: 'Unos {shown} registros, durante {days} (los de la última semana, algo más)',
  browserReaders:
    'La propia persona, por completo, en la página de estado; quien tenga su sesión o administre el equipo',
  session: 'Sesión del navegador',
  sessionContent: 'Acceso temporal tras una advertencia, acceso solicitado',
  sessionContentLocal:
    'Acceso temporal tras una advertencia, con el motivo que se queda en el navegador; acceso solicitado',
  sessionLong: 'Hasta que termine el acceso o se cierre el navegador',
  same: 'Como arriba',
  history: 'Historial del navegador',
  historyContent:
    'La página de bloqueo con la dirección completa de la página bloqueada, como cualquier página abierta',
  historyLong: 'Según la configuración del navegador',
  historyReaders: 'Como arriba; Gatepost no tiene permiso para leer el historial y no envía nada de él',
  support: 'Archivo de soporte',
  supportContent: 'Lo que muestra la página de estado: configuración sin secretos, estado, registros',
  supportLong: 'Solo existe si la persona lo guarda; después, hasta que lo elimine',
  supportReaders: 'A quien la persona lo entregue; nadie lo recibe automáticamente',
  collector: 'Destinatario en la empresa',
  collectorContent: 'Los registros enviados',
  companySays: 'Véase el final de esta hoja',
  reports:
    'Los informes de Gatepost omiten las cifras sobre menos de {count} navegadores. Los registros del destinatario contienen todos los eventos.',
  neverTitle: 'Qué no se registra ni se envía nunca',
  neverTexts:
    'Lo que se escribe, se pega, se arrastra o se sube; instrucciones a las herramientas de IA, sus respuestas, nombres de archivos',
  neverTextsBut:
    'Lo que se escribe, se pega, se arrastra o se sube; instrucciones a las herramientas de IA, sus respuestas, nombres de archivos. La única excepción es el motivo para continuar (véase ese apartado)',
  neverAddresses: 'Direcciones más allá del nombre de host: ni página, ni búsqueda, ni título',
  neverOthers: 'Visitas a sitios a los que no se aplica ninguna regla',
  neverPrivate: 'Todo lo que ocurre en ventanas privadas',
  neverScreen: 'Pulsaciones de teclas, contenido de la pantalla, ubicación',
  companyTitle: 'Datos que debe completar la empresa',
  basis: 'Base jurídica o acuerdo',
  retention: 'Plazo de conservación en el destinatario',
  access: 'Quién tiene allí acceso a los registros',
  contact: 'Contacto para la protección de datos',
  sources: 'Elaborado por Gatepost {version} a partir de {files}.',
  file: '{name} (SHA-256 {digest})',
  reference: 'docs/reference/events.md describe cada evento y cada campo (en inglés).',
};
