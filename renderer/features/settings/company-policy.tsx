import type { PolicyEntry } from '../../../bridge/values/policy.ts';
import { usePolicyStore } from '../../app/stores.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SettingsGroup } from './settings-group.tsx';

const Policies = ({ label, entries }: { readonly label: string; readonly entries: readonly PolicyEntry[] }) => (
  <dl aria-label={label} className="policies selectable">
    {entries.map(({ name, title, effect, source }) => (
      <div key={name}>
        <dt>{title}</dt>
        <dd>{effect}</dd>
        {source && <dd className="third">From {source}</dd>}
      </div>
    ))}
  </dl>
);

/** Every policy with its effect and its source. Policies that are not prescribed are folded away. */
export const CompanyPolicy = () => {
  const known = usePolicyStore().result;
  if (known === undefined) return null;
  const { policies, remarks } = known;
  const prescribed = policies.filter(({ enforced }) => enforced);
  const free = policies.filter(({ enforced }) => !enforced);
  return (
    <SettingsGroup
      title="Company policy"
      text="What your company prescribes on this computer. It cannot be changed here."
    >
      {prescribed.length === 0 && <p>Your company prescribes nothing.</p>}
      {prescribed.length > 0 && <Policies label="Prescribed" entries={prescribed} />}
      {remarks.length > 0 && (
        <Notice tone="warning">
          {remarks.map((remark) => (
            <p key={remark} className="selectable">
              {remark}
            </p>
          ))}
        </Notice>
      )}
      {free.length > 0 && (
        <Disclosure title={`Not prescribed (${free.length})`}>
          <Policies label="Not prescribed" entries={free} />
        </Disclosure>
      )}
    </SettingsGroup>
  );
};
