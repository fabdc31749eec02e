import './public-key.css';
import { shownKey } from './handover-words.ts';

/** A public key for comparison by eye. A user of the age program does not have the six words, and compares the characters of the key. */
export const PublicKey = ({ publicKey }: { readonly publicKey: string }) => (
  <code className="public-key selectable" title={publicKey}>
    {shownKey(publicKey)}
  </code>
);

/** Six words that stand for a public key, for comparison by voice. */
export const Fingerprint = ({ words }: { readonly words: readonly string[] }) => (
  <span className="fingerprint selectable">{words.join(' ')}</span>
);
