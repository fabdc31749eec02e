/** What can go wrong between pressing *Sign in with your browser* and an answer that Oracle accepts. */
export type BrowserSignInProblem =
  /** `holder`: the program that listens at the port, if the system says it. */
  | { readonly kind: 'port-taken'; readonly port: number; readonly holder: string | null }
  | { readonly kind: 'listener-failed'; readonly port: number; readonly reason: string }
  | { readonly kind: 'sign-in-timed-out'; readonly minutes: number }
  /** `reason`: Oracle's own words, if it sent any. */
  | { readonly kind: 'sign-in-denied'; readonly reason: string | null }
  | { readonly kind: 'answer-without-token' }
  | { readonly kind: 'answer-too-large' }
  | { readonly kind: 'answer-not-token'; readonly reason: string }
  /** `expires`: ISO 8601. */
  | { readonly kind: 'token-expired'; readonly expires: string }
  /** The answer belongs to another sign-in than this one. */
  | { readonly kind: 'nonce-differs' }
  /** Oracle refuses a signature of our key with that token, or does not know the tenancy in that region. */
  | {
      readonly kind: 'token-not-ours';
      readonly region: string;
      readonly message: string;
      readonly requestId: string | null;
    }
  | RegionNotSubscribed;

/** `subscribed`: the regions that the tenancy has. */
export type RegionNotSubscribed = {
  readonly kind: 'region-not-subscribed';
  readonly region: string;
  readonly subscribed: readonly string[];
};
