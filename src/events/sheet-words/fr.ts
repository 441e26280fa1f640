/** Events, fields and sender as the data sheet names them, in French. */
import type { SheetWords } from './sheet-words.js';

export const fr: SheetWords = {
  kinds: {
    restricted: {
      what: 'Un site bloqué a été ouvert et la page de blocage s’est affichée',
      purpose: 'Mesurer l’effet d’un blocage et corriger les erreurs',
    },
    warned: {
      what: 'Un avertissement s’est affiché avant un site',
      purpose: 'Savoir si l’avertissement est utile et compris',
    },
    continued: {
      what: 'La personne a continué après l’avertissement, avec sa réponse si elle est demandée et enregistrée',
      purpose: 'Idem',
    },
    requested: { what: 'Un accès a été demandé sur la page de blocage', purpose: 'Répondre à la demande' },
    'alternative-opened': {
      what: 'Un outil proposé par la page de blocage a été ouvert',
      purpose: 'Savoir si les alternatives conviennent',
    },
    'bypass-ended': {
      what: 'Un accès temporaire a pris fin',
      purpose: 'Faire le lien avec l’avertissement ; diagnostic',
    },
    observed: {
      what: 'Une page d’un site observé a été ouverte',
      purpose: 'Connaître l’usage d’un outil avant d’en décider',
    },
    'guard-blocked': {
      what: 'Une garde de page a fermé une page déjà ouverte ou affichée sans requête',
      purpose: 'Vérifier que les règles s’appliquent',
    },
    'data-found': {
      what: 'Le contrôle des données a détecté un élément : nombre par jour',
      purpose: 'Connaître les données exposées et ajuster le contrôle',
    },
    'policy-accepted': {
      what: 'Une nouvelle politique est devenue active',
      purpose: 'S’assurer que tous les navigateurs ont les règles à jour',
    },
    'policy-refused': {
      what: 'Un document a été rejeté comme politique',
      purpose: 'Détecter les erreurs et les manipulations',
    },
    'check-failed': {
      what: 'La politique n’a pas pu être téléchargée',
      purpose: 'Trouver les pannes du réseau ou de l’hébergement',
    },
    'trust-domain-changed': {
      what: 'L’adresse, le nom ou les clés de la source de la politique ont changé',
      purpose: 'Détecter les manipulations',
    },
    'state-repaired': {
      what: 'Des données de l’extension, perdues ou supprimées, ont été rétablies',
      purpose: 'Détecter les pannes et les manipulations',
    },
    'problem-found': { what: 'L’autocontrôle a détecté un problème', purpose: 'Le résoudre' },
    'problem-resolved': { what: 'Un problème a été résolu', purpose: 'Clore l’incident' },
    'data-guard-degraded': {
      what: 'Le contrôle des données d’une page ne fonctionne qu’en partie',
      purpose: 'Le rétablir',
    },
    heartbeat: {
      what: 'Ce navigateur est actif : une fois par jour, avec les codes de ses problèmes',
      purpose: 'Repérer les navigateurs où les règles ne s’appliquent pas',
    },
    'events-lost': {
      what: 'Des enregistrements ont été perdus avant leur envoi : leur nombre',
      purpose: 'Savoir si les chiffres sont complets',
    },
  },
  fields: {
    id: 'numéro aléatoire de l’enregistrement',
    kind: 'type d’événement',
    decisions: 'numéros aléatoires qui relient les enregistrements d’une même visite',
    code: 'code du problème ou des circonstances',
    detail: 'détail technique sur la politique et l’état',
    host: 'nom d’hôte du site (par exemple chatgpt.com)',
    tool: 'outil',
    rule: 'règle de la politique',
    action: 'action de la règle',
    revision: 'révision de la politique',
    ring: 'vague de déploiement du navigateur',
    identity: 'nom d’utilisateur',
    justification: 'réponse à la question d’un avertissement',
    dataKind: 'type de données détectées',
    detector: 'détecteur',
    channel: 'voie empruntée (par exemple collé, déposé ou envoyé)',
    outcome: 'suite donnée au texte',
    firstAtMs: 'heure',
    lastAtMs: 'heure de la dernière répétition',
    count: 'nombre de répétitions',
  },
  sender: {
    extensionVersion: 'version de l’extension',
    supportId: 'identifiant de l’appareil pour l’assistance',
    browser: 'navigateur',
    browserVersion: 'version du navigateur',
    os: 'système d’exploitation',
  },
  dataKinds: {
    secret: 'clés et mots de passe',
    personal: 'données personnelles',
    code: 'code source',
    log: 'journaux et traces d’erreur',
    marking: 'mentions de confidentialité',
    words: 'termes définis par l’entreprise',
    own: 'code et documents propres à l’entreprise',
    label: 'documents portant une étiquette de confidentialité',
    file: 'fichiers à ne pas transmettre, quel que soit leur contenu',
  },
};
