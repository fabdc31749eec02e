import { type ReactNode, useContext, useMemo, useState } from 'react';
import type { Owner } from '../../bridge/values/directory.ts';
import type { KeyId } from '../../bridge/values/keys.ts';
import type { KeySelection } from '../../bridge/values/report.ts';
import type { RotationId } from '../../bridge/values/rotation.ts';
import type { SavedKeyId } from '../../bridge/values/usage.ts';
import { requiredContext } from './required-context.ts';

/** The dialog to open: for *Rotate* of one key, of a key saved on this computer or of many keys, or the steps of a rotation. */
export type RotateRequest =
  | { readonly kind: 'key'; readonly owner: Owner; readonly keyId: KeyId; readonly keyName: string }
  | { readonly kind: 'saved'; readonly id: SavedKeyId }
  /** `selection` is null for a file that names the users. */
  | { readonly kind: 'many'; readonly selection: KeySelection | null; readonly count: number }
  | { readonly kind: 'steps'; readonly id: RotationId };

/** The props of the dialog for a request of this kind. */
export type RotateDialogProps<Kind extends RotateRequest['kind']> = Omit<
  Extract<RotateRequest, { kind: Kind }>,
  'kind'
> & { readonly onClose: () => void };

interface Rotate {
  readonly request: RotateRequest | null;
  readonly open: (request: RotateRequest | null) => void;
}

export const [RotateContext, useRotate] = requiredContext<Rotate>('RotateProvider');

/** The dialogs of a rotation stand above all views, since several views have the action *Rotate*. */
export const RotateProvider = ({ children }: { readonly children: ReactNode }) => {
  const [request, open] = useState<RotateRequest | null>(null);
  const rotate = useMemo(() => ({ request, open }), [request]);
  return <RotateContext value={rotate}>{children}</RotateContext>;
};

/** Null outside the frame, where nobody is signed in. */
export const useRotateIfAny = (): Rotate | null => useContext(RotateContext);
