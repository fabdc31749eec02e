import type { DirectoryListing, Domain } from '../../../bridge/values/directory.ts';
import { Select } from '../../ui/select.tsx';
import { compartmentsWithDomains, compartmentWords, domainsIn } from './domain-choice.ts';

export interface DomainPickersProps {
  readonly listing: DirectoryListing;
  readonly domain: Domain;
  readonly onChoose: (domainId: string) => void;
}

const stateWords = {
  ACTIVE: null,
  CREATING: 'being created',
  DELETING: 'being deleted',
  INACTIVE: 'inactive',
} as const;

/** Compartment, then domain, as in Oracle's Console. Choosing a compartment chooses its first domain. */
export const DomainPickers = ({ listing, domain, onChoose }: DomainPickersProps) => {
  const chooseCompartment = (id: string) => {
    const first = domainsIn(listing, id)[0];
    if (first) onChoose(first.id);
  };
  return (
    <div className="pickers">
      <Select
        look="inline"
        label="Compartment"
        selected={domain.compartmentId}
        options={compartmentsWithDomains(listing).map((one) => ({ id: one.id, text: compartmentWords(one) }))}
        onSelect={chooseCompartment}
      />
      <Select
        look="inline"
        label="Domain"
        selected={domain.id}
        options={domainsIn(listing, domain.compartmentId).map((one) => ({
          id: one.id,
          text: one.name,
          note: stateWords[one.state],
        }))}
        onSelect={onChoose}
      />
    </div>
  );
};
