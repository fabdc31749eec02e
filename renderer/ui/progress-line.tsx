import './progress-line.css';
import type { ReactNode } from 'react';

interface ProgressLineProps {
  readonly label: string;
  /** The part that is done, between 0 and 1. Null: not known yet. */
  readonly share: number | null;
  /** The progress and the time left, in words. */
  readonly words: string;
  /** The button that stops the work. */
  readonly children: ReactNode;
}

/** The progress of long work: a bar, words, and the button that stops it. */
export const ProgressLine = ({ label, share, words, children }: ProgressLineProps) => {
  const percent = share === null ? null : Math.floor(Math.min(1, share) * 100);
  return (
    <div className="progress-line">
      <div className="progress-words">
        <strong>{label}</strong>
        <span className="third">{words}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuetext={words}
        {...(percent === null ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
        className="progress-track"
      >
        <div className="progress-done" style={{ width: `${percent ?? 5}%` }} />
      </div>
      {children}
    </div>
  );
};
