import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CampaignRequest, CampaignState } from '../../../bridge/values/campaign.ts';
import { createObservable } from '../../basics/observable.ts';
import { failed, success } from '../../basics/outcome.ts';
import { chooseRows } from '../../report/bulk.ts';
import { readChosenFile } from '../../signin/small-file.ts';
import type { CampaignsOptions } from './campaign-contract.ts';
import type { LookAt, PreviewLine, WantedLine } from './preview.ts';
import { MAX_USER_LIST, readUserList, type UserList } from './user-list.ts';

/** The preview or user list of this id is no longer in memory. */
export type PreviewGone = { readonly kind: 'campaign-preview-gone' };
/** Another campaign, or a preview, runs. */
export type CampaignBusy = { readonly kind: 'campaign-busy' };
export const campaignBusy = failed<CampaignBusy>({ kind: 'campaign-busy' });

export interface Preview {
  readonly id: string;
  readonly purpose: CampaignRequest['purpose'];
  readonly lines: readonly PreviewLine[];
}

interface PreviewsOptions
  extends Pick<CampaignsOptions, 'rotations' | 'accounts' | 'report' | 'system' | 'locked' | 'clock'> {
  readonly lookAt: LookAt;
}

/** For the estimate: requests that one key needs. */
const REQUESTS = 5;
const SECONDS_A_PASSPHRASE = 3;

/** The last user list and the last preview, both in memory. A preview says what a campaign will do, before anything is done. */
export function createPreviews({ rotations, accounts, report, system, locked, clock, lookAt }: PreviewsOptions) {
  const account = () => accounts.current()?.id;
  let list: { readonly id: string; readonly users: UserList } | null = null;
  let preview: Preview | null = null;
  const looking = createObservable<Extract<CampaignState['work'], { kind: 'looking' }> | null>(null);

  async function wantedLines({ source }: CampaignRequest) {
    if (source.kind === 'users') {
      const users = list?.id === source.list ? list.users.users : null;
      if (users === null) return failed<PreviewGone>({ kind: 'campaign-preview-gone' });
      return success(
        users.map(({ user, domain, ...each }): WantedLine => ({ ...each, who: { text: user, domain }, keyId: null })),
      );
    }
    const rows = await chooseRows(report, source.selection);
    if (!rows.ok) return rows;
    return success(
      rows.value.map(
        (
          { keyId, domainId, domainName, userId, userOcid, userName, displayName, email, userState },
          at,
        ): WantedLine => ({
          line: at + 1,
          who: {
            domainId,
            domainName,
            id: userId,
            ocid: userOcid,
            userName,
            displayName,
            email,
            isActive: userState !== 'inactive',
          },
          ...{ keyId, keyName: null, description: null, expiresOn: null, fault: null },
        }),
      ),
    );
  }

  return {
    /** The preview that is being made; null: none. */
    looking,
    find: (id: string): Preview | null => (preview?.id === id ? preview : null),
    /**
     * Called when the campaign of the preview begins, when Keydesk is locked, and when another account becomes the current one, which must
     * not see these users and keys.
     */
    forget() {
      preview = null;
      list = null;
    },

    async chooseUserList() {
      const path = await system.chooseUserList();
      if (path === null || locked.state()) return success(null);
      const bytes = await readChosenFile(path, MAX_USER_LIST);
      if (!bytes.ok) return bytes;
      const users = readUserList(bytes.value);
      if (!users.ok) return failed({ ...users.problem, file: basename(path) });
      list = { id: randomUUID(), users: users.value };
      return success({
        list: list.id,
        file: basename(path),
        users: users.value.users.length,
        columns: users.value.columns,
      });
    },

    async preview(request: CampaignRequest, signal: AbortSignal) {
      if (looking.state() !== null) return campaignBusy;
      looking.change({ kind: 'looking', done: 0, of: 0 });
      const lookedAs = account();
      try {
        await rotations.ledger.open();
        const wanted = await wantedLines(request);
        if (!wanted.ok) return wanted;
        const of = wanted.value.length;
        const began = clock.now();
        const purpose = request.source.kind === 'report' ? 'rotate' : request.purpose;
        const lines = await lookAt(
          wanted.value,
          { ...request, purpose },
          (done) => looking.change({ kind: 'looking', done, of }),
          signal,
        );
        if (!lines.ok) return lines;
        if (locked.state() || account() !== lookedAs) return failed<PreviewGone>({ kind: 'campaign-preview-gone' });
        preview = { id: randomUUID(), purpose, lines: lines.value };
        const makeable = lines.value.filter(
          ({ verdict, others }) =>
            verdict === 'ready' || verdict === 'no-key' || (verdict === 'two-keys' && others.length > 0),
        );
        const passphrases = makeable.filter(({ recipient }) => recipient === null).length;
        // The preview looked at four lines at a time, with one or two requests each.
        const secondsAKey = ((clock.now() - began) / 1000 / Math.max(1, of)) * REQUESTS;
        const secondsNeeded = Math.ceil(makeable.length * secondsAKey + passphrases * SECONDS_A_PASSPHRASE);
        const counts = [...Map.groupBy(lines.value, ({ verdict }) => verdict)].map(([verdict, all]) => ({
          verdict,
          lines: all.length,
        }));
        return success({ preview: preview.id, purpose, total: of, counts, secondsNeeded });
      } finally {
        looking.change(null);
      }
    },

    /** Lines that are not `ready` come first; within each group by line number. */
    readLines(id: string, from: number, most: number) {
      if (preview?.id !== id) return failed<PreviewGone>({ kind: 'campaign-preview-gone' });
      const rank = ({ verdict }: PreviewLine) => (verdict === 'ready' ? 1 : 0);
      const lines = preview.lines.toSorted((a, b) => rank(a) - rank(b) || a.line - b.line);
      return success({ total: lines.length, lines: lines.slice(from, from + most) });
    },
  };
}

export type Previews = ReturnType<typeof createPreviews>;
