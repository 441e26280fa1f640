/** Events, fields and sender as the data sheet names them, in Spanish. */
import type { SheetWords } from './sheet-words.js';

export const es: SheetWords = {
  kinds: {
    restricted: {
      what: 'Se abrió un sitio bloqueado y apareció la página de bloqueo',
      purpose: 'Conocer el efecto de un bloqueo y corregir errores',
    },
    warned: {
      what: 'Se mostró una advertencia antes de un sitio',
      purpose: 'Saber si la advertencia es necesaria y se entiende',
    },
    continued: {
      what: 'Se continuó tras la advertencia, con la respuesta si se pide y se registra',
      purpose: 'Lo mismo',
    },
    requested: { what: 'Se solicitó acceso en la página de bloqueo', purpose: 'Responder a la solicitud' },
    'alternative-opened': {
      what: 'Se abrió una herramienta que ofrece la página de bloqueo',
      purpose: 'Saber si las alternativas sirven',
    },
    'bypass-ended': { what: 'Terminó un acceso temporal', purpose: 'Relacionarlo con la advertencia; diagnóstico' },
    observed: {
      what: 'Se abrió una página de un sitio observado',
      purpose: 'Conocer el uso de una herramienta antes de decidir',
    },
    'guard-blocked': {
      what: 'Un guardián de página cerró una página ya abierta o mostrada sin petición',
      purpose: 'Comprobar que las reglas funcionan',
    },
    'data-found': {
      what: 'El control de datos detectó algo: número por día',
      purpose: 'Conocer los datos en riesgo y ajustar el control',
    },
    'policy-accepted': {
      what: 'Una política nueva pasó a estar activa',
      purpose: 'Comprobar que todos los navegadores tienen las reglas vigentes',
    },
    'policy-refused': { what: 'Se rechazó un documento como política', purpose: 'Detectar errores y manipulaciones' },
    'check-failed': { what: 'No se pudo descargar la política', purpose: 'Encontrar fallos de la red o del servidor' },
    'trust-domain-changed': {
      what: 'Cambiaron la dirección, el nombre o las claves del origen de la política',
      purpose: 'Detectar manipulaciones',
    },
    'state-repaired': {
      what: 'Se perdieron o eliminaron datos de la extensión y se restauraron',
      purpose: 'Detectar fallos y manipulaciones',
    },
    'problem-found': { what: 'La autocomprobación detectó un problema', purpose: 'Resolverlo' },
    'problem-resolved': { what: 'Se resolvió un problema', purpose: 'Cerrar la incidencia' },
    'data-guard-degraded': { what: 'El control de datos de una página funciona solo en parte', purpose: 'Repararlo' },
    heartbeat: {
      what: 'Este navegador está activo, una vez al día, con los códigos de sus problemas',
      purpose: 'Encontrar navegadores en los que las reglas no funcionan',
    },
    'events-lost': {
      what: 'Se perdieron registros antes de enviarse: su número',
      purpose: 'Saber si las cifras están completas',
    },
  },
  fields: {
    id: 'número aleatorio del registro',
    kind: 'tipo de evento',
    decisions: 'números aleatorios que relacionan los registros de una visita',
    code: 'código del problema o de las circunstancias',
    detail: 'detalle técnico sobre la política y el estado',
    host: 'nombre de host del sitio (como chatgpt.com)',
    tool: 'herramienta',
    rule: 'regla de la política',
    action: 'acción de la regla',
    revision: 'revisión de la política',
    ring: 'fase de despliegue del navegador',
    identity: 'nombre de usuario',
    justification: 'respuesta a la pregunta de una advertencia',
    dataKind: 'tipo de datos detectados',
    detector: 'detector',
    channel: 'vía de entrada (pegado, arrastrado, enviado, etc.)',
    outcome: 'qué se hizo con el texto',
    firstAtMs: 'hora',
    lastAtMs: 'hora de la última repetición',
    count: 'número de repeticiones',
  },
  sender: {
    extensionVersion: 'versión de la extensión',
    supportId: 'ID del dispositivo para el soporte',
    browser: 'navegador',
    browserVersion: 'versión del navegador',
    os: 'sistema operativo',
  },
  dataKinds: {
    secret: 'claves y contraseñas',
    personal: 'datos personales',
    code: 'código fuente',
    log: 'registros y trazas de errores',
    marking: 'marcas de confidencialidad',
    words: 'términos definidos por la empresa',
    own: 'código y documentos propios de la empresa',
    label: 'documentos con etiqueta de confidencialidad',
    file: 'archivos que no deben entregarse, sea cual sea su contenido',
  },
};
