/** Six words that stand for a public key, to be compared by voice. */
export const Fingerprint = ({ words }: { readonly words: readonly string[] }) => (
  <span className="fingerprint selectable">{words.join(' ')}</span>
);
