/** Who can read what somebody answers on the block page: administrators where it is sent, with a name where events carry one. */
export const ANSWER_READERS = ['nobody', 'administrators', 'administrators-named'] as const;
