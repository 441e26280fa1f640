/** Events, fields and sender as the data sheet names them, in German. */
import type { SheetWords } from './sheet-words.js';

export const de: SheetWords = {
  kinds: {
    restricted: {
      what: 'Eine gesperrte Website wurde aufgerufen, die Sperrseite erschien',
      purpose: 'Auswirkungen einer Sperre erkennen, Fehler korrigieren',
    },
    warned: {
      what: 'Vor einer Website wurde eine Warnung angezeigt',
      purpose: 'Erkennen, ob die Warnung nötig und verständlich ist',
    },
    continued: {
      what: 'Nach der Warnung wurde fortgefahren, mit der Begründung, falls danach gefragt und sie aufgezeichnet wird',
      purpose: 'Wie zuvor',
    },
    requested: { what: 'Auf der Sperrseite wurde Zugang angefragt', purpose: 'Anfrage beantworten' },
    'alternative-opened': {
      what: 'Ein auf der Sperrseite angebotenes Tool wurde geöffnet',
      purpose: 'Erkennen, ob die Alternativen helfen',
    },
    'bypass-ended': { what: 'Ein befristeter Zugang endete', purpose: 'Zuordnung zur Warnung, Fehlersuche' },
    observed: {
      what: 'Eine Seite einer beobachteten Website wurde geöffnet',
      purpose: 'Verbreitung eines Tools kennen, bevor darüber entschieden wird',
    },
    'guard-blocked': {
      what: 'Ein Seitenwächter hat eine Seite beendet, die schon offen war oder ohne Abruf erschien',
      purpose: 'Prüfen, ob die Regeln wirken',
    },
    'data-found': {
      what: 'Die Datenprüfung hat etwas gefunden: Anzahl je Tag',
      purpose: 'Gefährdete Daten erkennen, Datenprüfung anpassen',
    },
    'policy-accepted': {
      what: 'Eine neue Richtlinie wurde aktiv',
      purpose: 'Sicherstellen, dass alle Browser die aktuellen Regeln haben',
    },
    'policy-refused': {
      what: 'Ein Dokument wurde als Richtlinie abgelehnt',
      purpose: 'Fehler und Manipulation erkennen',
    },
    'check-failed': {
      what: 'Die Richtlinie konnte nicht abgerufen werden',
      purpose: 'Störungen von Netz oder Server finden',
    },
    'trust-domain-changed': {
      what: 'Adresse, Name oder Schlüssel der Richtlinienquelle haben sich geändert',
      purpose: 'Manipulation erkennen',
    },
    'state-repaired': {
      what: 'Daten der Erweiterung gingen verloren oder wurden entfernt und wurden wiederhergestellt',
      purpose: 'Störungen und Manipulation erkennen',
    },
    'problem-found': { what: 'Die Selbstprüfung hat ein Problem gefunden', purpose: 'Problem beheben' },
    'problem-resolved': { what: 'Ein Problem wurde behoben', purpose: 'Vorgang abschließen' },
    'data-guard-degraded': { what: 'Die Datenprüfung einer Seite arbeitet nur teilweise', purpose: 'Problem beheben' },
    heartbeat: {
      what: 'Dieser Browser ist aktiv, einmal täglich, mit den Codes seiner Probleme',
      purpose: 'Browser finden, in denen die Regeln nicht wirken',
    },
    'events-lost': {
      what: 'Einträge gingen verloren, bevor sie gesendet wurden: ihre Anzahl',
      purpose: 'Wissen, ob Auswertungen vollständig sind',
    },
  },
  fields: {
    id: 'Zufallsnummer des Eintrags',
    kind: 'Art des Ereignisses',
    decisions: 'Zufallsnummern, die Einträge eines Besuchs verbinden',
    code: 'Code des Problems oder der Umstände',
    detail: 'technische Einzelheit zu Richtlinie und Zustand',
    host: 'Hostname der Website (etwa chatgpt.com)',
    tool: 'Tool',
    rule: 'Regel der Richtlinie',
    action: 'Aktion der Regel',
    revision: 'Revision der Richtlinie',
    ring: 'Bereitstellungsring des Browsers',
    identity: 'Benutzername',
    justification: 'Begründung nach einer Warnung',
    dataKind: 'Art der gefundenen Daten',
    detector: 'Erkennungsmuster',
    channel: 'Weg des Textes (etwa eingefügt, hineingezogen, gesendet)',
    outcome: 'was mit dem Text geschah',
    firstAtMs: 'Zeitpunkt',
    lastAtMs: 'Zeitpunkt der letzten Wiederholung',
    count: 'Anzahl der Wiederholungen',
  },
  sender: {
    extensionVersion: 'Version der Erweiterung',
    supportId: 'Geräte-ID für den Support',
    browser: 'Browser',
    browserVersion: 'Version des Browsers',
    os: 'Betriebssystem',
  },
  dataKinds: {
    secret: 'Schlüssel und Passwörter',
    personal: 'personenbezogene Daten',
    code: 'Quellcode',
    log: 'Protokolle und Stacktraces',
    marking: 'Vertraulichkeitsvermerke',
    words: 'vom Unternehmen festgelegte Begriffe',
    own: 'eigener Code und eigene Dokumente des Unternehmens',
    label: 'Dokumente mit Vertraulichkeitsbezeichnung',
    file: 'Dateien, die unabhängig vom Inhalt nicht weitergegeben werden dürfen',
  },
};
