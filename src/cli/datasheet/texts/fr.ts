/** The sentences of the data sheet in French. `{…}` stands for a value. */
import type { SheetTexts } from './texts.js';

export const fr: SheetTexts = {
  title: 'Fiche d’information : ce que Gatepost enregistre et transmet',
  about: '{organisation} · politique {name} · {day}',
  scope:
    'Cette fiche décrit ce que fait Gatepost avec la politique et la configuration indiquées à la fin. Elle couvre toutes les règles de la politique, quelles que soient les personnes concernées.',
  purposeTitle: 'Finalité',
  purpose:
    'Gatepost est une extension de navigateur. Elle applique les règles de {organisation} sur les outils d’IA, explique chaque décision et indique les outils utilisables à la place. Sur les sites qu’aucune règle ne concerne, elle ne fait rien.',
  observing:
    'La politique se limite à observer : rien n’est bloqué, et les pages ouvertes de tous les sites concernés sont comptées.',
  observingUntil:
    'Jusqu’au {day}, la politique se limite à observer : rien n’est bloqué, et les pages ouvertes de tous les sites concernés sont comptées. Ensuite s’applique ce qui suit.',
  allow: 'Approuvé',
  observe: 'Autorisé, utilisation comptée',
  warn: 'Accessible après un avertissement',
  account: 'Avec un compte de l’entreprise uniquement',
  block: 'Bloqué',
  rule: '{action} : {names}',
  owners: 'Responsables des règles : {owners}.',
  more: '{count} autres',
  recordedTitle: 'Ce qui est enregistré',
  event: 'Événement',
  why: 'Finalité',
  groupUse: 'Utilisation, sur les sites soumis à une règle',
  groupPolicy: 'Politique',
  groupHealth: 'État de l’extension',
  fields:
    'Un enregistrement comporte ces champs, dans la mesure où ils concernent l’événement. Sur l’utilisation par une personne : {usage}. Techniques : {technical}.',
  fieldsPersonal: 'Directement sur une personne : {personal}.',
  fieldsPersonalNone: 'Aucun champ ne nomme une personne ni ne contient un texte écrit par elle.',
  notRecorded: 'Non enregistré avec cette politique :',
  pause:
    'Pendant une suspension de la politique par les administrateurs, les pages ouvertes de tous les sites concernés sont comptées.',
  guardTitle: 'Contrôle des données',
  guardNone:
    'Cette politique n’a pas de contrôle des données : Gatepost ne vérifie pas ce qui est saisi, collé ou téléversé.',
  guardChecked:
    'Sur {tools}, ce qui est collé, déposé, inséré ou envoyé est vérifié dans le navigateur avant que l’outil ne le reçoive. Sont recherchés : {kinds}. Rien ne quitte le navigateur pour cela.',
  guardRecorded:
    'Est enregistré un nombre par jour (UTC), selon : {fields}. Ne sont pas enregistrés le texte ou une partie de celui-ci, sa longueur, les noms de fichiers, le nom d’hôte, le nom d’utilisateur, l’heure et le motif choisi dans la boîte de dialogue.',
  questionTitle: 'Motif pour continuer',
  questionNone: 'Aucune règle ne demande pourquoi l’on continue après un avertissement.',
  questionRecorded:
    'La page de ces règles demande un motif : {rules}. La réponse, {count} caractères au maximum, fait partie de l’enregistrement. La page indique à côté du champ qui peut la lire.',
  questionLocal:
    'La page de ces règles demande un motif qui reste dans le navigateur : {rules}. Il ne figure dans aucun enregistrement, n’est envoyé à personne et est supprimé à la fin de l’accès temporaire (après {minutes} au maximum) ou à la fermeture du navigateur.',
  sentTitle: 'Ce qui est transmis, et à qui',
  sentNothing: 'Rien : la configuration n’indique aucun destinataire. Les enregistrements restent dans le navigateur.',
  sentUnknown:
    'Cette fiche a été établie sans la configuration des navigateurs. Si la clé eventsEndpoint n’y figure pas, aucun enregistrement ne quitte le navigateur ; si elle y figure, les enregistrements sont transmis à l’adresse indiquée.',
  sentTo:
    'Les enregistrements sont transmis à {address}, environ une fois par minute. Chaque envoi comprend aussi : {sender}.',
  named:
    'Chaque enregistrement contient le nom d’utilisateur (clé identity), sauf ceux des détections du contrôle des données.',
  unnamed:
    'Aucun enregistrement ne contient de nom. L’identifiant de l’appareil est aléatoire et créé à l’installation ; qui sait à quel navigateur il appartient peut relier les enregistrements à une personne. Ce sont donc des données à caractère personnel au sens du RGPD.',
  policyFetch:
    'Le navigateur télécharge la politique depuis {address} à intervalles d’environ {interval}, sans cookies ni identifiant de l’appareil. Comme pour toute requête, ce serveur voit l’adresse réseau.',
  configuredAddress: 'l’adresse indiquée dans la configuration',
  accountHeaders: 'Les requêtes vers {tools} portent un identifiant du compte de l’entreprise, le même pour tous.',
  request:
    'La personne qui demande un accès envoie elle-même un courriel ou un formulaire, dont le texte est visible au préalable. L’adresse de la page bloquée n’y est pas inscrite.',
  keptTitle: 'Lieu et durée de conservation, personnes qui peuvent lire',
  place: 'Lieu',
  content: 'Contenu',
  howLong: 'Durée',
  readers: 'Qui peut lire',
  browser: 'Stockage de l’extension dans le navigateur',
  browserContent: 'Tous les enregistrements ; les nombres du jour du contrôle des données',
  browserContentUnguarded: 'Tous les enregistrements',
  browserLongSent:
    'Environ {shown} enregistrements transmis, pendant {days} (un peu plus pour ceux de la dernière semaine) ; les autres jusqu’à leur envoi, {most} au maximum',
  browserLong: 'Environ {shown} enregistrements, pendant {days} (un peu plus pour ceux de la dernière semaine)',
  browserReaders:
    'La personne elle-même, intégralement, sur la page d’état ; qui dispose de sa session ou administre l’ordinateur',
  session: 'Session du navigateur',
  sessionContent: 'Accès temporaire après un avertissement, accès demandé',
  sessionContentLocal:
    'Accès temporaire après un avertissement, avec le motif qui reste dans le navigateur ; accès demandé',
  sessionLong: 'Jusqu’à la fin de l’accès ou la fermeture du navigateur',
  same: 'Comme ci-dessus',
  history: 'Historique du navigateur',
  historyContent: 'La page de blocage avec l’adresse complète de la page bloquée, comme toute page ouverte',
  historyLong: 'Selon le réglage du navigateur',
  historyReaders: 'Comme ci-dessus ; Gatepost n’a pas l’autorisation de lire l’historique et n’en transmet rien',
  support: 'Fichier d’assistance',
  supportContent: 'Ce que montre la page d’état : configuration sans secrets, état, enregistrements',
  supportLong: 'N’existe que si la personne l’enregistre ; ensuite jusqu’à ce qu’elle le supprime',
  supportReaders: 'À qui la personne le remet ; personne ne le reçoit automatiquement',
  collector: 'Destinataire dans l’entreprise',
  collectorContent: 'Les enregistrements transmis',
  companySays: 'Voir la fin de cette fiche',
  reports:
    'Les rapports de Gatepost omettent les chiffres portant sur moins de {count} navigateurs. Les enregistrements chez le destinataire contiennent chaque événement.',
  neverTitle: 'Ce qui n’est jamais enregistré ni transmis',
  neverTexts:
    'Ce qui est saisi, collé, déposé ou téléversé ; les requêtes aux outils d’IA, leurs réponses, les noms de fichiers',
  neverTextsBut:
    'Ce qui est saisi, collé, déposé ou téléversé ; les requêtes aux outils d’IA, leurs réponses, les noms de fichiers. Seule exception, le motif pour continuer (voir cette rubrique)',
  neverAddresses: 'Les adresses au-delà du nom d’hôte : ni page, ni recherche, ni titre de page',
  neverOthers: 'Les visites de sites qu’aucune règle ne concerne',
  neverPrivate: 'Tout ce qui se passe dans les fenêtres privées',
  neverScreen: 'Les frappes au clavier, le contenu de l’écran, la position',
  companyTitle: 'À compléter par l’entreprise',
  basis: 'Base juridique ou accord',
  retention: 'Durée de conservation chez le destinataire',
  access: 'Qui y a accès aux enregistrements',
  contact: 'Contact pour la protection des données',
  sources: 'Établi par Gatepost {version} à partir de {files}.',
  file: '{name} (SHA-256 {digest})',
  reference: 'docs/reference/events.md décrit chaque événement et chaque champ (en anglais).',
};
