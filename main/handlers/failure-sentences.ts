import type { Failure } from '../../bridge/values/failure.ts';
import type { Problem } from './problem.ts';
import type { AllSentences, Sentences } from './sentences.ts';
import { apiKeySentences } from './sentences-api-keys.ts';
import { browserSentences } from './sentences-browser.ts';
import { bulkSentences } from './sentences-bulk.ts';
import { campaignSentences } from './sentences-campaign.ts';
import { handoverSentences } from './sentences-handover.ts';
import { keySentences } from './sentences-keys.ts';
import { reportSentences } from './sentences-report.ts';
import { rotationSentences } from './sentences-rotation.ts';
import { serviceSentences } from './sentences-service.ts';
import { signInSentences } from './sentences-sign-in.ts';
import { updateSentences } from './sentences-updates.ts';
import { usageSentences } from './sentences-usage.ts';

const sentences: AllSentences = {
  ...signInSentences,
  ...apiKeySentences,
  ...browserSentences,
  ...serviceSentences,
  ...keySentences,
  ...handoverSentences,
  ...usageSentences,
  ...reportSentences,
  ...bulkSentences,
  ...updateSentences,
  ...rotationSentences,
  ...campaignSentences,
};

/** Oracle's own texts and file names can be long; a sentence is at most this many characters. */
const MAX = 1900;

/** One sentence that ends with one full stop, whatever the texts in it end with. It is cut if it is far too long. */
function sentence(text: string): string {
  if (text.length > MAX) return `${text.slice(0, MAX)}…`;
  return `${text.replace(/\.+$/, '')}.`.replace(/([!?…])\.$/, '$1');
}

/** The words for a problem. Security line 17: no stack, no headers, no secret: they are built from the facts of the problem alone. */
export function failureSentences(problem: Problem): Sentences {
  const say = sentences[problem.kind] as (problem: Problem) => Sentences;
  const { happened, meaning, remedy, ...tone } = say(problem);
  return {
    ...tone,
    happened: sentence(happened),
    meaning: meaning && sentence(meaning),
    remedy: remedy && sentence(remedy),
  };
}

function requestIdOf(problem: Problem): string | null {
  if ('requestId' in problem) return problem.requestId;
  return 'cause' in problem ? problem.cause.requestId : null;
}

/** What the page can offer about the cause: signing in to the proxy that is in the way, or a wait. */
function remedyOf(problem: Problem): Pick<Failure, 'proxy' | 'retryAfterSeconds'> {
  const cause = 'cause' in problem ? problem.cause : problem;
  if (cause.kind === 'proxy-password' && cause.proxy !== null) return { proxy: cause.proxy };
  if (cause.kind !== 'too-many-requests' || cause.retryAfterSeconds === null) return {};
  return { retryAfterSeconds: Math.ceil(cause.retryAfterSeconds) };
}

/** The same facts, with what went wrong in words. */
export const inWords = <T extends { readonly problem: Problem | null }>({ problem, ...facts }: T) => ({
  ...facts,
  failure: problem && toFailure(problem),
});

/** The failure that crosses the bridge. */
export function toFailure(problem: Problem): Failure {
  return {
    kind: problem.kind,
    ...failureSentences(problem),
    requestId: requestIdOf(problem),
    ...remedyOf(problem),
  };
}
