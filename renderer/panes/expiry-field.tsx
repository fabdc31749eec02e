import './expiry-field.css';
import { useState } from 'react';
import { Prescribed, useLifetimePolicy } from '../app/policy.tsx';
import { formatDay, minuteMs, useNow } from '../ui/dates.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import {
  daysWithin,
  type ExpiryChoice,
  expiryInstant,
  firstChoice,
  judgeExpiry,
  type Lifetime,
  never,
} from './expiry-choice.ts';

/** When the new key of a form stops working. It begins with what the company prescribes. */
export const useExpiry = () => {
  const lifetime = useLifetimePolicy();
  const [choice, onChoose] = useState(() => firstChoice(lifetime));
  const now = useNow(minuteMs);
  return { choice, onChoose, now, lifetime, error: judgeExpiry(choice, now, lifetime) };
};

type ExpiryFieldProps = ReturnType<typeof useExpiry>;

const optionsOf = (lifetime: Lifetime) => [
  ...(lifetime.must ? [] : [{ id: 'never', text: 'Never' }]),
  ...daysWithin(lifetime).map((days) => ({ id: String(days), text: days === 1 ? 'In 1 day' : `In ${days} days` })),
  { id: 'date', text: 'On a day…' },
];

const choiceOf = (id: string): ExpiryChoice => {
  if (id === 'date') return { kind: 'date', date: '' };
  return id === 'never' ? never : { kind: 'days', days: Number(id) };
};

/** When the new key stops working. */
export const ExpiryField = ({ choice, onChoose, error, now, lifetime }: ExpiryFieldProps) => {
  const instant = expiryInstant(choice, now);
  return (
    <div className="expiry">
      <Select
        look="field"
        label="Expires"
        options={optionsOf(lifetime)}
        selected={choice.kind === 'days' ? String(choice.days) : choice.kind}
        onSelect={(id) => onChoose(choiceOf(id))}
      />
      {choice.kind === 'date' && (
        <TextField
          type="date"
          label="Day"
          value={choice.date}
          onChange={(date) => onChoose({ kind: 'date', date })}
          error={error}
        />
      )}
      {instant !== null && error === null && (
        <p className="third">Stops working on {formatDay(Date.parse(instant))}. It cannot be changed later.</p>
      )}
      <Prescribed name={lifetime.most === null ? 'requireExpiry' : 'maxLifetimeDays'} />
    </div>
  );
};
