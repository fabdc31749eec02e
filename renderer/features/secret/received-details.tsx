import type { SecretOrigin } from '../../../bridge/values/secret.ts';
import { receivedFacts } from './secret-words.ts';

/** What a handed-over file says of its key: from whom, when, of which tenancy. */
export const ReceivedDetails = ({ origin }: { readonly origin: SecretOrigin }) => {
  const facts = receivedFacts(origin);
  if (facts.length === 0) return null;
  return (
    <div className="received-place">
      <dl className="received">
        {facts.map(([label, text]) => (
          <div key={label} className="received-fact">
            <dt className="label">{label}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="third">This is what the file says. Ask the sender, if you did not expect it.</p>
    </div>
  );
};
