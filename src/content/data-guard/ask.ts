/** Asks the reader about a text, once the dialog is there, and notes what became of it. */
import { partsArrived } from './arrival.js';
import type { Decision, Question } from './question.js';
import { noteOutcome, type Answered, type Screened } from './screen.js';
import { withSign } from './with-sign.js';

/** With a sign that it is being checked, where that takes longer. */
export async function answerTo(screened: Screened): Promise<Answered> {
  return screened.kind === 'wait' ? withSign(screened.settled()) : screened;
}

/**
 * What becomes of a text that could not go on at once.
 * @param insertable the part of the screened text that would be inserted, from its start on
 */
export async function decisionOn(screened: Screened, insertable: string): Promise<Decision> {
  const answer = await answerTo(screened);
  return answer.kind === 'clean' ? { text: insertable, original: true } : ask(answer, insertable);
}

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
