import { shownKey } from './handover-words.ts';

/** A public key for the eyes: whoever has no six words, with the age program alone, compares its characters. */
export const PublicKey = ({ publicKey }: { readonly publicKey: string }) => (
  <code className="public-key selectable" title={publicKey}>
    {shownKey(publicKey)}
  </code>
);
