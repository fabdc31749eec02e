import { expect, test } from 'vitest';
import { createMortal } from '../../support/faults/mortal.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const DAY = 86_400_000;
const NEVER = Number.POSITIVE_INFINITY;
const desk = setUpKeyDesk();

/** The steps in which the program dies, in the order of a rotation. */
const steps = ['making', 'deactivating', 'reactivating', 'deleting'] as const;

test.each(steps)(
  'a program that dies before or after any request or keychain call of %s knows afterwards what is true',
  async (step) => {
    let off = 0;
    const now = () => Date.now() + off;
    const start = (after: number, before = false) => {
      const mortal = createMortal({ after, before });
      const keydesk = desk.start({ now, fetch: mortal.fetch(fetch), vault: mortal.vault(desk.desk().vault) });
      return { keydesk, died: mortal.died };
    };
    const settle = async ({ rotations }: KeyDesk) => {
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        await rotations.ledger.append();
      }
    };

    /** Makes a rotation that waits for `step`, and gives its id. Null: `step` begins the rotation, so there is only an old key. */
    async function prepare({ rotations, generateKey, secrets }: KeyDesk): Promise<string | null> {
      for (const { accessKey } of await desk.keysOf('ada.byron'))
        await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
      const old = unwrap(await generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
      unwrap(await secrets.close(old.handle, true));
      if (step === 'making') return null;
      const newKey = { name: 'nightly-2', description: null, expiresOn: null };
      const { id } = unwrap(await rotations.begin({ owner: self, keyId: old.keyId, newKey, room: null }));
      unwrap(await rotations.next(id, true));
      unwrap(await secrets.close(secrets.current()?.handle ?? '', true));
      if (step === 'deactivating') return id;
      unwrap(await rotations.next(id, false));
      if (step === 'reactivating') return id;
      off += 8 * DAY;
      await desk.controls().clearFaults();
      await desk.controls().setFault({ kind: 'clock-skew', seconds: off / 1000, times: null });
      return id;
    }

    async function take({ rotations, keys }: KeyDesk, id: string | null) {
      if (id !== null) return step === 'reactivating' ? rotations.undo(id) : rotations.next(id, false);
      const listed = unwrap(await keys.list(self));
      const newKey = { name: 'nightly-2', description: null, expiresOn: null };
      return rotations.begin({ owner: self, keyId: listed.keys[0]?.id ?? '', newKey, room: null });
    }

    const last = ({ rotations }: KeyDesk) => rotations.ledger.plans().at(-1);
    const statusOf = async (name: string) => (await desk.keyNamed('ada.byron', name))?.status ?? 'gone';

    async function checkTruth(keydesk: KeyDesk) {
      const plan = last(keydesk);
      const [old, fresh] = [await statusOf('nightly'), await statusOf('nightly-2')];
      const told = `${plan?.phase} after ${plan?.last}`;
      if (step === 'making') {
        expect([told, fresh !== 'gone']).toEqual([told, plan?.made != null]);
        const isThere = keydesk.secrets.current()?.accessKey === plan?.made?.accessKey || plan?.phase === 'lost';
        expect(plan?.made == null || isThere).toBe(true);
      }
      if (plan?.last === 'deactivated') expect(old).toBe('INACTIVE');
      if (plan?.last === 'not-deactivated' && !plan.deactivated) expect(old).toBe('ACTIVE');
      if (plan?.last === 'reactivated') expect(old).toBe('ACTIVE');
      if (step === 'deleting') expect([told, old === 'gone']).toEqual([told, plan?.ended === 'done']);
    }

    await desk.signIn({ now });
    let isAlive = false;
    for (let after = 1; !isAlive; after += 1) {
      for (const before of [true, false]) {
        const id = await prepare(start(NEVER).keydesk);
        const { keydesk, died } = start(after, before);
        await keydesk.rotations.ledger.open();
        isAlive = (await Promise.race([take(keydesk, id), died])) !== 'died';
        await settle(keydesk);
        const again = start(NEVER).keydesk;
        await again.resume();
        await again.rotations.resume();
        await checkTruth(again);
        const plan = last(again);
        if (plan?.phase !== 'ended' && plan !== undefined) unwrap(await again.rotations.stopHere(plan.id));
        if (again.secrets.current() !== null) await again.secrets.close(again.secrets.current()?.handle ?? '', true);
      }
    }
  },
);
