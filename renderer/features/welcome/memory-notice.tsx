import { Notice } from '../../ui/notice.tsx';

/** Told before the first key is taken in: this computer offers no safe place to keep it. */
export const MemoryNotice = ({ reason }: { readonly reason: string }) => (
  <Notice tone="warning">
    <p>
      <strong>No keychain: keys stay in memory until Keydesk quits.</strong>
    </p>
    <p>You sign in again after each start. {reason}</p>
  </Notice>
);
