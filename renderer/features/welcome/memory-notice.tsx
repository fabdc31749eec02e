import { Notice } from '../../ui/notice.tsx';

/** Told before the first key is taken in: this computer offers no safe place to keep it. */
export const MemoryNotice = ({ reason }: { readonly reason: string }) => (
  <Notice tone="warning">
    <p>
      <strong>No keychain: keys stay in memory until Keydesk quits.</strong>
    </p>
    <p>The keychain of this computer does not answer, so you sign in again after each start.</p>
    <p className="notice-reason selectable">{reason}</p>
  </Notice>
);
