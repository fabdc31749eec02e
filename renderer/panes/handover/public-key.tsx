import './public-key.css';
import { shownKey } from './handover-words.ts';

/** A public key for the eyes: whoever has no six words, with the age program alone, compares its characters. */
export const PublicKey = ({ publicKey }: { readonly publicKey: string }) => (
  <code className="public-key selectable" title={publicKey}>
    {shownKey(publicKey)}
  </code>
);

/** Six words that stand for a public key, to be compared by voice. */
export const Fingerprint = ({ words }: { readonly words: readonly string[] }) => (
  <span className="fingerprint selectable">{words.join(' ')}</span>
);
