import './handover.css';
import { guardSecret } from '../../app/secret-guard.ts';

/** The words of a passphrase, numbered. They cannot be selected. */
export const WordList = ({ words }: { readonly words: readonly string[] }) => (
  <ol ref={guardSecret} className="passphrase-words" aria-label="Passphrase">
    {words.map((word, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, so only its index tells it from others
      <li key={index}>{word}</li>
    ))}
  </ol>
);
