/** The sentences of the data sheet in German. `{…}` stands for a value. */
import type { SheetTexts } from './texts.js';

export const de: SheetTexts = {
  title: 'Datenblatt: Was Gatepost aufzeichnet und sendet',
  about: '{organisation} · Richtlinie {name} · {day}',
  scope:
    'Dieses Datenblatt beschreibt, was Gatepost unter der am Ende genannten Richtlinie und Konfiguration tut. Es umfasst alle Regeln der Richtlinie, gleich für wen sie gelten.',
  purposeTitle: 'Zweck',
  purpose:
    'Gatepost ist eine Browsererweiterung. Sie setzt die Regeln von {organisation} zu KI-Tools um, erklärt jede Entscheidung und nennt Tools, die stattdessen genutzt werden können. Auf Websites, für die keine Regel gilt, tut sie nichts.',
  observing:
    'Die Richtlinie beobachtet nur: Nichts ist gesperrt, und geöffnete Seiten aller Websites mit einer Regel werden gezählt.',
  observingUntil:
    'Bis {day} beobachtet die Richtlinie nur: Nichts ist gesperrt, und geöffnete Seiten aller Websites mit einer Regel werden gezählt. Danach gilt das Folgende.',
  allow: 'Freigegeben',
  observe: 'Erlaubt, Nutzung wird gezählt',
  warn: 'Nach einer Warnung zugänglich',
  account: 'Nur mit Firmenkonto',
  block: 'Gesperrt',
  rule: '{action}: {names}',
  owners: 'Für die Regeln verantwortlich: {owners}.',
  more: '{count} weitere',
  recordedTitle: 'Was aufgezeichnet wird',
  event: 'Ereignis',
  why: 'Zweck',
  groupUse: 'Nutzung, auf Websites mit einer Regel',
  groupPolicy: 'Richtlinie',
  groupHealth: 'Zustand der Erweiterung',
  fields:
    'Ein Eintrag hat diese Felder, soweit sie zum Ereignis gehören. Zur Nutzung durch eine Person: {usage}. Technisch: {technical}.',
  fieldsPersonal: 'Unmittelbar zu einer Person: {personal}.',
  fieldsPersonalNone: 'Kein Feld nennt eine Person oder enthält einen von ihr geschriebenen Text.',
  notRecorded: 'Unter dieser Richtlinie nicht aufgezeichnet:',
  pause:
    'Während die Administratoren die Richtlinie aussetzen, werden geöffnete Seiten aller Websites mit einer Regel gezählt.',
  guardTitle: 'Datenprüfung',
  guardNone:
    'Diese Richtlinie hat keine Datenprüfung: Gatepost prüft nicht, was eingegeben, eingefügt oder hochgeladen wird.',
  guardChecked:
    'Bei {tools} wird im Browser geprüft, was eingefügt, hineingezogen oder gesendet wird, bevor das Tool es erhält. Gesucht wird nach: {kinds}. Dafür verlässt nichts den Browser.',
  guardRecorded:
    'Aufgezeichnet wird je Tag (UTC) eine Anzahl, getrennt nach: {fields}. Nicht aufgezeichnet werden der Text oder Teile davon, seine Länge, Dateinamen, Hostname, Benutzername, Uhrzeit und die im Dialog gewählte Begründung.',
  questionTitle: 'Begründung für das Fortfahren',
  questionNone: 'Keine Regel fragt, warum nach einer Warnung fortgefahren wird.',
  questionRecorded:
    'Die Seite dieser Regeln fragt nach einer Begründung: {rules}. Die Antwort, höchstens {count} Zeichen, wird Teil des Eintrags. Die Seite sagt neben dem Feld, wer sie lesen kann.',
  questionLocal:
    'Die Seite dieser Regeln fragt nach einer Begründung, die im Browser bleibt: {rules}. Sie steht in keinem Eintrag, wird an niemanden gesendet und wird gelöscht, wenn der befristete Zugang endet (nach höchstens {minutes}) oder der Browser geschlossen wird.',
  sentTitle: 'Was gesendet wird, und an wen',
  sentNothing: 'Nichts: Die Konfiguration nennt keinen Empfänger. Die Einträge bleiben im Browser.',
  sentUnknown:
    'Dieses Datenblatt wurde ohne die Konfiguration der Browser erstellt. Fehlt dort der Schlüssel eventsEndpoint, verlässt kein Eintrag den Browser; ist er gesetzt, gehen die Einträge an die dort genannte Adresse.',
  sentTo: 'Die Einträge gehen etwa einmal pro Minute an {address}. Jede Sendung enthält außerdem: {sender}.',
  named: 'Jeder Eintrag enthält den Benutzernamen (Schlüssel identity), ausgenommen die Funde der Datenprüfung.',
  unnamed:
    'Kein Eintrag enthält einen Namen. Die Geräte-ID ist zufällig und entsteht bei der Installation; wer weiß, zu wessen Browser sie gehört, kann die Einträge einer Person zuordnen. Sie sind deshalb personenbezogene Daten im Sinne der DSGVO.',
  policyFetch:
    'Der Browser ruft die Richtlinie im Abstand von etwa {interval} von {address} ab, ohne Cookies und ohne Geräte-ID. Wie bei jedem Abruf sieht dieser Server die Netzwerkadresse.',
  configuredAddress: 'der Adresse in der Konfiguration',
  accountHeaders: 'Anfragen an {tools} tragen eine Kennung des Firmenkontos, die für alle gleich ist.',
  request:
    'Wer Zugang anfragt, sendet selbst eine E-Mail oder ein Formular und sieht den Text vorher. Die Adresse der gesperrten Seite wird nicht eingetragen.',
  keptTitle: 'Wo es gespeichert wird, wie lange, und wer es lesen kann',
  place: 'Ort',
  content: 'Inhalt',
  howLong: 'Wie lange',
  readers: 'Wer es lesen kann',
  browser: 'Speicher der Erweiterung im Browser',
  browserContent: 'Alle Einträge; die Tageszahlen der Datenprüfung',
  browserContentUnguarded: 'Alle Einträge',
  browserLongSent:
    'Etwa {shown} gesendete Einträge, {days} lang (die der letzten Woche etwas länger); ungesendete bis zum Senden, höchstens {most}',
  browserLong: 'Etwa {shown} Einträge, {days} lang (die der letzten Woche etwas länger)',
  browserReaders:
    'Die Person selbst, vollständig, auf der Statusseite; wer ihre Anmeldung hat oder den Rechner administriert',
  session: 'Sitzung des Browsers',
  sessionContent: 'Befristeter Zugang nach einer Warnung, angefragter Zugang',
  sessionContentLocal:
    'Befristeter Zugang nach einer Warnung, mit der Begründung, die im Browser bleibt; angefragter Zugang',
  sessionLong: 'Bis der Zugang endet oder der Browser geschlossen wird',
  same: 'Wie oben',
  history: 'Verlauf des Browsers',
  historyContent: 'Die Sperrseite mit der vollständigen Adresse der gesperrten Seite, wie jede geöffnete Seite',
  historyLong: 'Wie im Browser eingestellt',
  historyReaders: 'Wie oben; Gatepost hat keine Berechtigung, den Verlauf zu lesen, und sendet nichts davon',
  support: 'Support-Datei',
  supportContent: 'Was die Statusseite zeigt: Konfiguration ohne Geheimnisse, Zustand, Einträge',
  supportLong: 'Entsteht nur, wenn die Person sie speichert; dann, bis sie sie löscht',
  supportReaders: 'Wem die Person sie gibt; niemand erhält sie automatisch',
  collector: 'Empfänger im Unternehmen',
  collectorContent: 'Die gesendeten Einträge',
  companySays: 'Siehe Ende dieses Blatts',
  reports:
    'Auswertungen von Gatepost lassen Zahlen über weniger als {count} Browser weg. Die Einträge beim Empfänger enthalten jedes Ereignis.',
  neverTitle: 'Was nie aufgezeichnet oder gesendet wird',
  neverTexts:
    'Was eingegeben, eingefügt, hineingezogen oder hochgeladen wird; Prompts, Antworten von KI-Tools, Dateinamen',
  neverTextsBut:
    'Was eingegeben, eingefügt, hineingezogen oder hochgeladen wird; Prompts, Antworten von KI-Tools, Dateinamen. Einzige Ausnahme ist die Begründung für das Fortfahren (siehe dort)',
  neverAddresses: 'Adressen über den Hostnamen hinaus: keine Seite, keine Suche, kein Seitentitel',
  neverOthers: 'Besuche von Websites, für die keine Regel gilt',
  neverPrivate: 'Alles in privaten Fenstern',
  neverScreen: 'Tastenanschläge, Bildschirminhalte, Standort',
  companyTitle: 'Vom Unternehmen zu ergänzen',
  basis: 'Rechtsgrundlage oder Vereinbarung',
  retention: 'Speicherdauer beim Empfänger',
  access: 'Wer dort Zugriff auf die Einträge hat',
  contact: 'Kontakt für Fragen zum Datenschutz',
  sources: 'Erstellt von Gatepost {version} aus {files}.',
  file: '{name} (SHA-256 {digest})',
  reference: 'docs/reference/events.md beschreibt jedes Ereignis und jedes Feld (englisch).',
};
