/** Sentences of an office in four languages: what letters, minutes and notes are put together from. */

export const LANGUAGES = ['en', 'fr', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export const GREETINGS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Dear all,', 'Hi Tom,', 'Good morning,', 'Dear Ms Patel,'],
  fr: ['Bonjour à tous,', 'Chère Madame Leroy,', 'Bonjour Karim,', 'Cher collègue,'],
  de: ['Liebe Kolleginnen und Kollegen,', 'Sehr geehrte Frau Vogel,', 'Hallo Jonas,', 'Guten Morgen,'],
  es: ['Estimados compañeros:', 'Hola, Lucía:', 'Buenos días:', 'Estimado señor Ruiz:'],
};

export const FAREWELLS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Kind regards\nSarah Blake', 'Best,\nTom', 'Thanks in advance\nPriya Patel\nOffice management, ext. 4711'],
  fr: ['Cordialement\nClaire Leroy', 'Bien à vous,\nKarim', 'Merci d’avance\nSophie Martin\nService achats, poste 312'],
  de: [
    'Mit freundlichen Grüßen\nAnna Vogel',
    'Viele Grüße\nJonas',
    'Besten Dank im Voraus\nMiriam Haas\nEinkauf, Durchwahl 4711',
  ],
  es: ['Un saludo\nLucía Gómez', 'Saludos cordiales\nPablo', 'Gracias de antemano\nElena Ruiz\nCompras, ext. 204'],
};

export const SENTENCES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The figures for the third quarter are ready (see the attached table).',
    'Could you please check the invoice from the supplier and let me know by Friday?',
    'We moved the workshop to room 3.14, since the projector in the old room is broken.',
    'If the delivery is late again, we will have to look for another partner; I would regret that.',
    'The new expense policy applies from 1 January: receipts are due within 30 days.',
    'Attendance was good: 42 people came, 17 of them for the first time.',
    'Please do not forget to submit your timesheets by the end of the month.',
    'The secret of the project’s success is that everybody talks to everybody.',
    'Our password policy changes in May, and the service desk will send the details.',
    'I have import questions about the customs form, for example who signs it.',
    'The return on the investment is better than expected, while costs are stable.',
    'Let me know if you have any questions or comments on the draft.',
    'For the next meeting, everybody should bring two ideas and one concern.',
    'The customer asked whether the class on Tuesday could be moved to Thursday.',
    'Try to keep the summary short, then send it to the board with the charts.',
    'This message is confidential and intended for the addressee only.',
  ],
  fr: [
    'Les chiffres du troisième trimestre sont prêts (voir le tableau joint).',
    'Pourriez-vous vérifier la facture du fournisseur et me répondre avant vendredi ?',
    'Nous avons déplacé l’atelier en salle 3.14, car le projecteur est en panne.',
    'Si la livraison est encore en retard, il faudra chercher un autre partenaire ; ce serait dommage.',
    'La nouvelle règle de remboursement s’applique à partir du 1er janvier : 30 jours au plus.',
    'Le mot de passe du Wi-Fi des invités change chaque lundi, demandez-le à l’accueil.',
    'La clé du bureau est chez le gardien, merci de la rendre le soir.',
    'Merci de ne pas oublier vos feuilles d’heures avant la fin du mois.',
    'La réunion de mardi est reportée à jeudi, même heure, même salle.',
    'Le client souhaite recevoir une proposition détaillée avec deux variantes.',
    'Ce courriel est confidentiel et destiné uniquement à son destinataire.',
    'Il reste quatre points à régler avant la signature du contrat.',
  ],
  de: [
    'Die Zahlen für das dritte Quartal sind fertig (siehe Tabelle im Anhang).',
    'Können Sie bitte die Rechnung des Lieferanten prüfen und mir bis Freitag Bescheid geben?',
    'Wir haben den Workshop in Raum 3.14 verlegt, weil der Beamer defekt ist.',
    'Wenn die Lieferung wieder zu spät kommt, müssen wir einen anderen Partner suchen; das wäre schade.',
    'Die neue Reisekostenregelung gilt ab 1. Januar: Belege sind binnen 30 Tagen einzureichen.',
    'Das Passwort für das Gäste-WLAN wechselt jeden Montag und liegt am Empfang.',
    'Der Schlüssel zum Erfolg ist, dass alle miteinander reden.',
    'Bitte vergessen Sie nicht, Ihre Stundenzettel bis Monatsende abzugeben.',
    'Die Besprechung am Dienstag wird auf Donnerstag verschoben, gleiche Zeit, gleicher Raum.',
    'Der Kunde wünscht ein ausführliches Angebot mit zwei Varianten.',
    'Diese Nachricht ist vertraulich und nur für den Empfänger bestimmt.',
    'Vier Punkte sind vor der Unterschrift noch zu klären.',
  ],
  es: [
    'Las cifras del tercer trimestre están listas (véase la tabla adjunta).',
    '¿Podría revisar la factura del proveedor y contestarme antes del viernes?',
    'Hemos trasladado el taller a la sala 3.14, porque el proyector no funciona.',
    'Si la entrega vuelve a retrasarse, tendremos que buscar otro socio; sería una pena.',
    'La nueva norma de gastos rige desde el 1 de enero: los recibos, en 30 días.',
    'La contraseña del wifi de invitados cambia cada lunes; pídala en recepción.',
    'La clave del éxito es que todos hablen con todos.',
    'Por favor, no olviden entregar sus hojas de horas antes de fin de mes.',
    'La reunión del martes pasa al jueves, a la misma hora y en la misma sala.',
    'El cliente desea una oferta detallada con dos variantes.',
    'Este mensaje es confidencial y va dirigido solo a su destinatario.',
    'Quedan cuatro puntos por resolver antes de la firma.',
  ],
};

export const ITEMS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Paper A4', 'Desk lamp', 'Office chair', 'Consulting, 2 days', 'Toner (black)', 'Train ticket'],
  fr: ['Papier A4', 'Lampe de bureau', 'Chaise', 'Conseil, 2 jours', 'Toner (noir)', 'Billet de train'],
  de: ['Papier A4', 'Schreibtischlampe', 'Bürostuhl', 'Beratung, 2 Tage', 'Toner (schwarz)', 'Fahrkarte'],
  es: ['Papel A4', 'Lámpara de mesa', 'Silla', 'Asesoría, 2 días', 'Tóner (negro)', 'Billete de tren'],
};

/** Invoice, order, customer, total, date, action, owner. */
export const FORM_WORDS: Readonly<Record<Language, readonly [string, string, string, string, string, string, string]>> =
  {
    en: ['Invoice no.', 'Order', 'Customer no.', 'Total', 'Date', 'Action', 'Owner'],
    fr: ['Facture n°', 'Commande', 'N° client', 'Total TTC', 'Date', 'Action', 'Responsable'],
    de: ['Rechnung Nr.', 'Bestellung', 'Kundennr.', 'Summe', 'Datum', 'Aufgabe', 'Zuständig'],
    es: ['Factura n.º', 'Pedido', 'N.º de cliente', 'Total', 'Fecha', 'Tarea', 'Responsable'],
  };

export const RECIPES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    '200 g flour',
    '2 eggs',
    '1/2 tsp salt',
    '100 ml milk',
    'Mix the flour and the eggs;',
    'add the milk, stir well,',
    'bake for 20 minutes at 180 °C.',
  ],
  fr: [
    '200 g de farine',
    '2 œufs',
    '1/2 c. à café de sel',
    '100 ml de lait',
    'Mélanger la farine et les œufs ;',
    'ajouter le lait, bien remuer,',
    'cuire 20 minutes à 180 °C.',
  ],
  de: [
    '200 g Mehl',
    '2 Eier',
    '1/2 TL Salz',
    '100 ml Milch',
    'Mehl und Eier verrühren;',
    'die Milch zugeben, gut mischen,',
    '20 Minuten bei 180 °C backen.',
  ],
  es: [
    '200 g de harina',
    '2 huevos',
    '1/2 cdta. de sal',
    '100 ml de leche',
    'Mezclar la harina y los huevos;',
    'añadir la leche, remover bien,',
    'hornear 20 minutos a 180 °C.',
  ],
};

export const POEMS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The lamps are out, the stairs are still,',
    'a printer hums below the hill;',
    'and somebody, awake at four,',
    'is counting what was three before.',
    '',
    'O do not ask what they were for;',
    'the numbers sleep, the doors are wide,',
    'and snow is all there is outside.',
  ],
  fr: [
    'Les lampes dorment, l’escalier se tait,',
    'une machine ronronne, on dirait ;',
    'et quelqu’un compte, à quatre heures,',
    'les heures qui furent des heures.',
    '',
    'Ne demandez pas à quoi bon ;',
    'la neige tombe sur le balcon,',
    'et tout se tait dans la maison.',
  ],
  de: [
    'Die Lampen aus, die Treppe still,',
    'ein Drucker summt, weil er es will;',
    'und einer zählt um kurz nach vier,',
    'was gestern drei war, heute hier.',
    '',
    'O fragt mich nicht, wozu das war;',
    'der Schnee fällt leise, Jahr um Jahr,',
    'und alles schläft, was gestern war.',
  ],
  es: [
    'Las luces duermen, calla el piso,',
    'zumba una máquina sin permiso;',
    'y alguien cuenta, a medianoche,',
    'las ruedas lentas de algún coche.',
    '',
    'No preguntéis para qué fue;',
    'la nieve cae, nadie la ve,',
    'y todo duerme y nadie lee.',
  ],
};
