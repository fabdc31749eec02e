import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { BrowserSignInRequest, SignInRegion } from '../../../bridge/values/sign-in.ts';
import { browserSignIn } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../../ui/column-screen.tsx';
import { Form } from '../../ui/form.tsx';
import { SearchChoice, type SearchOption } from '../../ui/search-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { regionsQuery } from './regions-query.ts';

/** The realm of most tenancies. Only other realms are shown beside a region. */
const commonRealm = 'oraclecloud.com';

const toOption = ({ choice, id, realm, endpoint, sample }: SignInRegion): SearchOption => ({
  id: choice,
  text: id,
  note: sample ? 'Sample tenancy' : (endpoint ?? (realm === commonRealm ? null : realm)),
});

interface BrowserFormProps {
  /** The last request, for the user to correct. Null: none. */
  readonly before: BrowserSignInRequest | null;
  /** Why another try was refused. */
  readonly refused: Failure | null;
  readonly onSend: (request: BrowserSignInRequest) => void;
  readonly onBack: () => void;
}

/** The region and tenancy to sign in to. The field begins with the region that was used last, or that the OCI file names. */
export const BrowserForm = ({ before, refused, onSend, onBack }: BrowserFormProps) => {
  const regions = useQuery(regionsQuery);
  const { pending, failure, send } = useRequest();
  const [typed, setTyped] = useState<{ text: string; option: SearchOption | null } | null>(null);
  const [tenancyName, setTenancyName] = useState(before?.tenancyName ?? '');
  const [sent, setSent] = useState(false);

  const problem = failure ?? refused;

  const options = (regions.data ?? []).map(toOption);
  // Main sorts suggested regions first. If nothing on this computer names a region, none is suggested.
  const first = regions.data?.[0]?.suggested ? options[0] : null;
  const suggested = options.find(({ id }) => id === before?.region) ?? first ?? null;
  const option = typed === null ? suggested : (options.find(({ id }) => id === typed.option?.id) ?? null);
  const text = typed?.text ?? suggested?.text ?? '';
  const error = sent && text.trim() === '' ? 'Choose the region of your tenancy.' : null;

  const start = async () => {
    if (regions.isPending) return;
    setSent(true);
    if (text.trim() === '') return;
    const request = { region: option?.id ?? text.trim(), tenancyName: tenancyName.trim() || null };
    onSend(request);
    await send(() => browserSignIn.StartBrowserSignIn(request));
  };

  return (
    <ColumnScreen>
      <ColumnHead icon="key" title="Where is your tenancy?" lead={null} />
      <Form className="welcome-form" onSubmit={() => !pending && void start()}>
        {regions.error && <FailureNotice failure={regions.error} onRetry={() => void regions.refetch()} />}
        <SearchChoice
          label="Region"
          options={options}
          selected={option}
          text={text}
          error={error}
          autoFocus
          onChange={(changed, selected) => setTyped({ text: changed, option: selected })}
        />
        <TextField
          label="Tenancy name"
          value={tenancyName}
          onChange={setTenancyName}
          maxLength={256}
          hint="Optional: the browser asks for it otherwise."
        />
        {problem && <FailureNotice failure={problem} />}
        <div className="buttons">
          <Button look="primary" type="submit" isPending={pending}>
            Sign in with your browser
          </Button>
          <Button look="quiet" onPress={onBack}>
            Back
          </Button>
        </div>
      </Form>
    </ColumnScreen>
  );
};
