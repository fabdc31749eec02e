import type { OpenSecret } from '../../bridge/values/secret.ts';

/** Only one secret can be open: another secret is open, or its key is being made and it is about to open. */
export type SecretBusy =
  | { readonly kind: 'secret-open'; readonly keyName: string }
  | { readonly kind: 'secret-in-making'; readonly keyName: string };

/** What keeps another secret from being opened; null: nothing. `making`: the name of the key that is being made. */
export function secretBusy(making: string | null, open: OpenSecret | null): SecretBusy | null {
  if (making !== null) return { kind: 'secret-in-making', keyName: making };
  return open && { kind: 'secret-open', keyName: open.keyName };
}
