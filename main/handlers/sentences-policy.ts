import { POLICY_REMEDY, refusalText } from '../policy/policy-words.ts';
import type { AllSentences } from './sentences.ts';

/** The words for what the company's policy forbids. */
export const policySentences = {
  prescribed: (problem) => ({
    happened: refusalText(problem),
    meaning: 'Nothing was changed.',
    remedy: POLICY_REMEDY,
    calm: 'lock',
  }),
} satisfies Partial<AllSentences>;
