/** The words around the previewed pages, in the languages of the pages themselves. */
import type { SheetLanguage } from '../../events/sheet-words/sheet-words.js';

interface PreviewWords {
  readonly title: string;
  readonly about: string;
  readonly observes: string;
  readonly block: string;
  readonly dialog: string;
  readonly popup: string;
  readonly status: string;
  readonly groups: string;
  readonly ring: string;
  readonly without: string;
}

export const PREVIEW_WORDS: Readonly<Record<SheetLanguage, PreviewWords>> = {
  en: {
    title: 'What employees see',
    about: 'The pages of the extension under the policy “{policy}”, as of {moment}. Buttons and links do nothing here.',
    observes:
      'The policy only observes at this moment: none of these pages is shown. They are shown once it restricts.',
    block: 'Block page',
    dialog: 'Dialog of the data guard',
    popup: 'Popup',
    status: 'Status page',
    groups: 'Groups',
    ring: 'Ring',
    without: 'Rules without a page here',
  },
  fr: {
    title: 'Ce que voient les employés',
    about:
      'Les pages de l’extension avec la politique « {policy} », au {moment}. Les boutons et les liens sont inactifs ici.',
    observes:
      'À ce moment, la politique ne fait qu’observer : aucune de ces pages ne s’affiche. Elles s’afficheront dès qu’elle bloquera.',
    block: 'Page de blocage',
    dialog: 'Dialogue du contrôle des données',
    popup: 'Fenêtre de l’extension',
    status: 'Page d’état',
    groups: 'Groupes',
    ring: 'Vague de déploiement',
    without: 'Règles sans page dans cet aperçu',
  },
  de: {
    title: 'Was Beschäftigte sehen',
    about:
      'Die Seiten der Erweiterung mit der Richtlinie „{policy}“, Stand {moment}. Schaltflächen und Links sind hier ohne Funktion.',
    observes:
      'Die Richtlinie beobachtet zu diesem Zeitpunkt nur: Keine dieser Seiten wird angezeigt. Sie erscheinen, sobald die Richtlinie sperrt.',
    block: 'Sperrseite',
    dialog: 'Dialog der Datenprüfung',
    popup: 'Fenster der Erweiterung',
    status: 'Statusseite',
    groups: 'Gruppen',
    ring: 'Bereitstellungsring',
    without: 'Regeln ohne Seite in dieser Vorschau',
  },
  es: {
    title: 'Lo que ven los empleados',
    about:
      'Las páginas de la extensión con la política «{policy}», a {moment}. Los botones y enlaces no funcionan aquí.',
    observes:
      'En este momento la política solo observa: no se muestra ninguna de estas páginas. Se mostrarán cuando la política bloquee.',
    block: 'Página de bloqueo',
    dialog: 'Diálogo del control de datos',
    popup: 'Ventana de la extensión',
    status: 'Página de estado',
    groups: 'Grupos',
    ring: 'Fase de despliegue',
    without: 'Reglas sin página aquí',
  },
};
