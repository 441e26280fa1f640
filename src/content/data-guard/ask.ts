/** Asks the reader about a text, once the dialog is there, and notes what became of it. */
import { partsArrived } from './arrival.js';
import type { Decision, Question } from './question.js';
import { noteOutcome } from './screen.js';

/** @param insertable the part of the question's text that would be inserted, from its start on */
export async function ask(question: Question, insertable: string): Promise<Decision> {
  const { dialog } = await partsArrived();
  const { decision, outcome } = await dialog.decide(question, insertable);
  noteOutcome(question, outcome);
  return decision;
}

/** The editor has not taken the text, which is not lost for that. */
export async function offerCopy(text: string): Promise<void> {
  const { dialog } = await partsArrived();
  await dialog.offerCopy(text);
}
