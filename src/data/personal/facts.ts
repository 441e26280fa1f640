/** The detectors of personal data that no keyword leads to. */
import type { DetectorFacts } from '../detector.js';

export type PersonalId =
  | 'card'
  | 'iban'
  | 'fr-nir'
  | 'de-steuer-id'
  | 'es-dni'
  | 'uk-nino'
  | 'us-ssn'
  | 'it-codice-fiscale'
  | 'email-list'
  | 'phone-list';

const fact = (id: PersonalId, label: string, grade: 'block' | 'warn'): DetectorFacts & { readonly id: PersonalId } => ({
  id,
  kind: 'personal',
  label,
  grade,
});

export const PERSONAL_FACTS: readonly (DetectorFacts & { readonly id: PersonalId })[] = [
  fact('card', 'card number', 'block'),
  fact('iban', 'IBAN', 'block'),
  fact('fr-nir', 'French social security number', 'block'),
  fact('de-steuer-id', 'German tax number', 'block'),
  fact('es-dni', 'Spanish identity number', 'block'),
  fact('uk-nino', 'UK national insurance number', 'warn'),
  fact('us-ssn', 'US social security number', 'warn'),
  fact('it-codice-fiscale', 'Italian tax number', 'block'),
  fact('email-list', 'e-mail address', 'warn'),
  fact('phone-list', 'phone number', 'warn'),
];
