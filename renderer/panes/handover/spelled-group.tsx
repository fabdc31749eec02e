import { guardSecret } from '../../app/secret-guard.ts';
import type { SpelledGroup } from './spelling.ts';

/** Four characters to be read aloud, each over its word. */
export const SpelledCharacters = ({ group }: { readonly group: SpelledGroup }) => (
  <ol ref={guardSecret} className="spelled">
    {group.characters.map(({ character, word }, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a character may come twice, and its place is what it is known by
      <li key={place} className="spelled-character">
        <span className="spelled-sign" aria-hidden="true">
          {character}
        </span>
        <span className="spelled-word">{word}</span>
      </li>
    ))}
  </ol>
);

/** How far the reading has come: one mark a group. The heading says it in words. */
export const SpellingProgress = ({ step, total }: { readonly step: number; readonly total: number }) => (
  <div className="spelling-progress" aria-hidden="true">
    {Array.from({ length: total }, (_, place) => place).map((place) => (
      <span
        key={place}
        className={`spelling-mark ${place < step ? 'spelling-read' : ''} ${place === step ? 'spelling-here' : ''}`}
      />
    ))}
  </div>
);
