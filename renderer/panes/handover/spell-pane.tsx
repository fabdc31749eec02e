import './spelling.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import { call, handover } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { guardSecret } from '../../app/secret-guard.ts';
import { useHiddenFromCapture } from '../../app/use-hidden-from-capture.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { AccessKeyRow } from '../access-key-row.tsx';
import type { PaneProps } from '../pane-props.ts';
import { type SpelledGroup, spellingKey, stepAfter, stepWords } from './spelling.ts';
import { inGroups } from './typed-groups.ts';

/** Four characters to read aloud, each above its word. */
const SpelledCharacters = ({ group }: { readonly group: SpelledGroup }) => (
  <ol ref={guardSecret} className="spelled">
    {group.characters.map(({ character, word }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a character may come twice, so only its index tells it from others
      <li key={index} className="spelled-character">
        <span className="mono spelled-sign" aria-hidden="true">
          {character}
        </span>
        <span className="spelled-word">{word}</span>
      </li>
    ))}
  </ol>
);

/** The progress of the reading: one segment for each group. The heading says it in words. */
const SpellingProgress = ({ step, total }: { readonly step: number; readonly total: number }) => (
  <div className="spelling-progress" aria-hidden="true">
    {Array.from({ length: total }, (_, index) => index).map((index) => (
      <span
        key={index}
        className={`spelling-mark ${index < step ? 'spelling-read' : ''} ${index === step ? 'spelling-here' : ''}`}
      />
    ))}
  </div>
);

/** True for an element of a dialog in front of this one, such as the dialog of a file that was just opened. */
const isElsewhere = (target: EventTarget | null, stage: Element | null) =>
  target instanceof Element && target !== document.body && !stage?.closest('.dialog')?.contains(target);

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, input, textarea') !== null;

/**
 * Spells the secret key for the telephone, four characters at a time.
 * Security line 18. The page holds only the visible group. At the end it holds no group.
 */
export const SpellPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => {
  const { handle } = secret;
  const [step, setStep] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  const [check, setCheck] = useState<readonly string[]>([]);
  // Null: nothing is shown yet.
  const [shown, setShown] = useState<SpelledGroup | 'end' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finishing = useRequest();
  // The key was read aloud, but its history could not be written.
  const [unrecorded, setUnrecorded] = useState<Failure | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const toEnd = total !== null && step >= total;
  const atEnd = shown === 'end';
  // While the next group loads, the heading still names the visible group, which may be read aloud.
  const index = atEnd ? (total ?? step) : (shown?.index ?? step);
  useHiddenFromCapture(!atEnd);

  useEffect(() => {
    if (toEnd) {
      setShown('end');
      return undefined;
    }
    let left = false;
    const show = async () => {
      const result = await call(() => handover.SpellGroup(handle, step));
      if (left) return;
      setFailure(result.ok ? null : result.failure);
      setShown(result.ok ? result.value : null);
      if (!result.ok) return;
      setTotal(result.value.total);
      setCheck(result.value.check);
    };
    void show();
    return () => {
      left = true;
    };
  }, [handle, step, toEnd]);

  const go = (key: 'next' | 'back') => setStep((before) => stepAfter(before, key, total));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = event.altKey || event.ctrlKey || event.metaKey ? null : spellingKey(event.key, isControl(event.target));
    if (key === null || isElsewhere(event.target, stage.current)) return;
    event.preventDefault();
    // A key that is held down would skip groups that were not read aloud.
    if (!event.repeat) go(key);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  // The focus goes to the text, not to the last button: one press of Space too many would confirm the check words.
  useEffect(() => {
    if (atEnd) stage.current?.focus();
  }, [atEnd]);

  const finish = async () => {
    onHeld(true);
    const result = await finishing.send(() => handover.FinishSpelling(handle));
    onHeld(false);
    if (!result?.ok) return;
    onDone('Read aloud, and the check words agree');
    if (result.value.unrecorded === null) onBack();
    else setUnrecorded(result.value.unrecorded);
  };

  return (
    <>
      <p className="dialog-lead">
        Read it to {secret.ownerName} by telephone. <kbd>Space</kbd> goes on, <kbd>←</kbd> goes back.
      </p>
      <AccessKeyRow accessKey={secret.accessKey} shown={inGroups(secret.accessKey)}>
        <p className="third">
          The other side needs it too. It is no secret: read it out, or send it by any way you like.
        </p>
      </AccessKeyRow>
      <section className="spelling" aria-label="Spelling">
        <div className="spelling-head">
          <h3 className="spelling-step" aria-live="polite">
            {stepWords(index, total)}
          </h3>
          {check.length > 0 && !atEnd && (
            <p className="third">
              Check words of the whole: <span className="spelling-check">{check.join(' ')}</span>
            </p>
          )}
        </div>
        <div ref={stage} tabIndex={-1} className="spelling-stage" aria-live="polite" aria-atomic="true">
          {/* Mounted again for each group, so that a screen reader announces a repeated word too. */}
          {shown && shown !== 'end' && <SpelledCharacters key={shown.index} group={shown} />}
          {atEnd && (
            <div className="spelling-end">
              <p>Have {secret.ownerName} read out the two check words. They must be:</p>
              <p className="check-words">{check.join(' ')}</p>
            </div>
          )}
          {failure && <FailureNotice failure={failure} />}
        </div>
        {total !== null && <SpellingProgress step={index} total={total} />}
      </section>
      {finishing.failure && <FailureNotice failure={finishing.failure} />}
      {unrecorded && <FailureNotice failure={unrecorded} />}
      <DialogActions>
        {/* Neither button is ever disabled. A disabled button would lose the focus, and then the arrow keys and Space would do nothing. */}
        <Button {...(step === 0 ? { 'aria-disabled': true } : {})} onPress={() => go('back')}>
          Previous group
        </Button>
        {atEnd ? (
          <Button
            key="end"
            look="primary"
            isPending={finishing.pending}
            onPress={() => (unrecorded ? onBack() : void finish())}
          >
            {unrecorded ? 'Done' : 'It has been read and the check words agree'}
          </Button>
        ) : (
          <Button key="next" look="primary" onPress={() => go('next')}>
            Next group
          </Button>
        )}
      </DialogActions>
    </>
  );
};
