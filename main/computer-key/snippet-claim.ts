import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Ask } from '../basics/question.ts';
import { checkEndpoint } from '../oracle/endpoint.ts';
import type { Regions } from '../oracle/regions.ts';
import type { Claim } from '../signin/account.ts';
import type { ProfileProblem } from '../signin/sign-in-problem.ts';
import { KEY_NAME } from './key-work.ts';
import type { Snippet } from './snippet.ts';

interface SnippetClaimOptions {
  readonly loadRegions: () => Promise<Regions>;
  /** Whether a file of this computer, or an account, names the endpoint: then the person is not asked. */
  readonly isFamiliar: (endpoint: string) => Promise<boolean>;
  readonly ask: Ask;
}

export type ClaimOfSnippet = (snippet: Snippet) => Promise<Outcome<Claim, ProfileProblem>>;

/**
 * Where, and for whom, a snippet signs in. It may name any endpoint in place of Oracle's, and any web page may have written it. A signed
 * request to that endpoint would reach the author of the page, so the system's dialog asks the person first.
 */
export const createClaimOfSnippet =
  ({ loadRegions, isFamiliar, ask }: SnippetClaimOptions): ClaimOfSnippet =>
  async ({ userOcid, tenancyOcid, fingerprint, region: name, endpoint: text }) => {
    const region = (await loadRegions()).find(name);
    if (!region.ok) return region;
    const claim = { name: KEY_NAME, tenancyOcid, userOcid, fingerprint, region: region.value };
    if (text === null) return success({ ...claim, endpoint: null });
    const checked = checkEndpoint(text);
    if (!checked.ok) return failed({ kind: 'endpoint-refused', endpoint: text, ...checked.problem });
    const endpoint = checked.value;
    const isAgreed = (await isFamiliar(endpoint)) || (await ask(questionAbout(endpoint)));
    if (isAgreed) return success({ ...claim, endpoint });
    return failed({ kind: 'endpoint-refused', endpoint, reason: 'nobody has agreed to it' });
  };

const questionAbout = (endpoint: string) => ({
  message: `Sign in at ${new URL(endpoint).host}?`,
  detail: [
    'What you pasted names this address in place of Oracle’s. Nothing on this computer does:',
    endpoint,
    'Signing in sends requests there, signed with the key of this computer. If you do not know whose address that is, cancel.',
  ].join('\n\n'),
  button: 'Sign in there',
});
