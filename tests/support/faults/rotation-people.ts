import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { KeyDesk, setUpKeyDesk } from '../parts/key-desk.ts';
import { unwrap } from '../parts/unwrap.ts';
import type { RotationTruth } from './rotation-truth.ts';

export interface PeopleOptions {
  readonly desk: ReturnType<typeof setUpKeyDesk>;
  readonly truth: RotationTruth;
  /** The folder for lists of users and for packets. */
  readonly folder: string;
  readonly owners: readonly { readonly userName: string; readonly owner: Owner }[];
  /** A number from 0 to 1. */
  readonly draw: () => number;
}

const open = { filter: 'open', step: null, campaign: null, text: '' } as const;

/** What people do with rotations: the administrator at the program, and the recipients of packets. */
export function createRotationPeople({ desk, truth, folder, owners, draw }: PeopleOptions) {
  const { stored, told } = truth;
  const below = (most: number) => Math.floor(draw() * most);
  const pick = <T>(all: readonly T[]): T | undefined => all[below(all.length)];
  let campaigns = 0;

  /** True: no open rotation needs this key. */
  const isFree = ({ rotations }: KeyDesk, keyId: string) =>
    rotations.ledger
      .plans()
      .every(({ ended, old, made, room }) => ended !== null || ![old?.keyId, made?.keyId, room].includes(keyId));

  /** The person copies an open secret to where it is used, and closes its dialog. Leaves a secret for a packet to its campaign. */
  async function takeSecret(keydesk: KeyDesk, isInTheWay = false): Promise<void> {
    const shown = keydesk.secrets.current();
    const plan = keydesk.rotations.ledger.plans().find(({ creation }) => creation === shown?.handle);
    if (shown === null || (plan?.how === 'packet' && plan.ended === null && !plan.paused && !isInTheWay)) return;
    const secret = keydesk.secrets.reveal(shown.handle);
    if (!secret.ok) return void keydesk.campaigns.pause();
    stored.set(shown.accessKey, secret.value);
    keydesk.secrets.acknowledge(shown.handle, true);
    const closed = await keydesk.secrets.close(shown.handle, false);
    // The secret cannot be closed now, and while it is open no campaign can make a key.
    if (!closed.ok) keydesk.campaigns.pause();
  }

  async function rotateOne(keydesk: KeyDesk): Promise<void> {
    const owner = pick(owners)?.owner ?? ({ kind: 'self' } as const);
    const listed = await keydesk.keys.list(owner);
    const key = listed.ok ? pick(listed.value.keys) : undefined;
    if (key === undefined) return;
    const proposal = await keydesk.rotations.propose(owner, key.id);
    if (!proposal.ok || proposal.value.running !== null || !isFree(keydesk, key.id)) return;
    const { newKey, needsRoom, others } = proposal.value;
    // To make room, the person gives up a key that belongs to no rotation.
    const room = needsRoom ? (others.find(({ keyId }) => isFree(keydesk, keyId))?.keyId ?? null) : null;
    await keydesk.rotations.begin({ owner, keyId: key.id, newKey, room });
  }

  async function beginCampaign(keydesk: KeyDesk): Promise<void> {
    campaigns += 1;
    const users = new Set([1, 2, 3].slice(below(3)).flatMap(() => pick(owners)?.userName ?? []));
    const { campaignSystem: system } = keydesk;
    system.userList = join(folder, 'users.csv');
    system.folder = folder;
    writeFileSync(system.userList, `user\n${[...users].join('\n')}\n`);
    const list = await keydesk.campaigns.chooseUserList();
    if (!list.ok || list.value === null) return;
    const purpose = below(4) === 0 ? 'create' : 'rotate';
    const request = { namePattern: `c${campaigns}-{user}`, description: null, expiresOn: null, purpose } as const;
    const source = { kind: 'users', list: list.value.list } as const;
    const preview = await keydesk.campaigns.preview({ ...request, source }, new AbortController().signal);
    if (!preview.ok) return;
    const id = preview.value.preview;
    const read = keydesk.campaigns.readLines(id, 0, 10);
    const lines = read.ok ? read.value.lines : [];
    const rooms = lines
      .filter(({ verdict }) => verdict === 'two-keys')
      .flatMap(({ line, others }) => {
        const room = others.find(({ keyId }) => isFree(keydesk, keyId));
        return room === undefined ? [] : [{ line, keyId: room.keyId }];
      });
    const isOld = (keyId: string | undefined) => keyId === undefined || isFree(keydesk, keyId);
    const leaveOut = lines.filter(({ old }) => !isOld(old?.keyId)).map(({ line }) => line);
    const chosen = lines.filter(
      ({ line, verdict }) =>
        !leaveOut.includes(line) && (['ready', 'no-key'].includes(verdict) || rooms.some((room) => room.line === line)),
    );
    const start = { preview: id, leaveOut, rooms, drafts: below(6) === 0, expected: chosen.length, confirmation: null };
    const begun = await keydesk.campaigns.start(start);
    if (begun.ok) await runCampaign(keydesk);
  }

  async function runCampaign(keydesk: KeyDesk): Promise<void> {
    if (below(6) === 0) keydesk.campaigns.pause();
    // The dialog of another key is closed as soon as the campaign waits for it.
    const end = keydesk.campaigns.subscribe(({ work }) => {
      if (work.kind === 'running' && work.waiting === 'dialog') void takeSecret(keydesk, true);
    });
    await takeSecret(keydesk);
    await keydesk.campaigns.settled();
    end();
  }

  async function goOn(keydesk: KeyDesk): Promise<void> {
    const { campaigns: all } = keydesk.campaigns.state();
    const left = pick(all.filter(({ counts }) => counts.toMake + counts.lost + counts.refused > 0));
    if (left === undefined) return;
    keydesk.campaignSystem.folder = folder;
    const done = await keydesk.campaigns.resume(left.id);
    if (done.ok) await runCampaign(keydesk);
  }

  /** The administrator tells a recipient the passphrase, and the recipient writes it down. */
  async function tellWords({ campaigns: all, rotations }: KeyDesk): Promise<void> {
    const plan = pick(rotations.ledger.plans().filter(({ how, phase }) => how === 'packet' && phase === 'handed-over'));
    if (plan === undefined) return;
    const shown = await all.showWords(plan.id);
    if (shown.ok) told.set(plan.id, shown.value.words.join('-'));
  }

  /** A recipient opens the packet, stores the secret, and most of the time sends the receipt code. */
  async function openPackets(keydesk: KeyDesk, all = false): Promise<void> {
    const files = truth.packetFiles();
    for (const plan of keydesk.rotations.ledger.plans()) {
      const file = files.get(plan.id);
      if (file === undefined || plan.phase !== 'handed-over' || (!all && below(3) === 0)) continue;
      const packet = await truth.openPacket(plan, file);
      if (packet === null) {
        truth.wrong.push(`the packet of ${plan.newKey.name} does not open`);
        continue;
      }
      stored.set(packet.key.accessKey, packet.secret);
      if (all || below(4) > 0) await keydesk.campaigns.enterReceipts(`The code is ${packet.key.receipt}.`);
    }
  }

  /** Another administrator deletes a key in the Console that belongs to no open rotation. */
  async function deleteElsewhere(keydesk: KeyDesk): Promise<void> {
    const { keys } = await desk.controls().state();
    const key = pick(keys.filter(({ id, accessKey }) => isFree(keydesk, id) && stored.has(accessKey)));
    if (key !== undefined) await desk.controls().deleteKeyElsewhere(key.user.userName, key.accessKey);
  }

  async function takeStep(keydesk: KeyDesk): Promise<void> {
    const { rotations } = keydesk;
    const page = await rotations.read(open, 0, 100);
    const rows = page.ok ? page.value.rows : [];
    const due = below(2) === 0 ? rows.filter(({ next }) => next === 'delete' || next === 'deactivate') : [];
    const waiting = rows.filter(({ waitsFor }) => waitsFor.kind === 'person' || waitsFor.kind === 'service');
    const row = pick(due) ?? pick(waiting) ?? pick(rows);
    if (row === undefined) return;
    const choice = below(16);
    // Keydesk treats the secret as lost, but the person has it: so the key stays.
    if (row.next === 'make-again' && stored.has(row.newAccessKey ?? '')) await rotations.stopHere(row.id);
    else if (choice === 0) await rotations.skip(row.id);
    else if (choice === 1) await rotations.undo((rows.find(({ canUndo }) => canUndo) ?? row).id);
    else if (choice === 2) await rotations.stopHere(row.id);
    else if (choice === 3) await (row.paused ? rotations.unpause([row.id]) : rotations.pause([row.id]));
    else if (row.paused) await rotations.unpause([row.id]);
    else if (row.how !== 'packet' || ['confirm', 'deactivate', 'delete'].includes(row.next ?? ''))
      await rotations.next(row.id, stored.has(row.newAccessKey ?? ''));
  }

  /** Does one random action of a person. */
  async function act(keydesk: KeyDesk): Promise<void> {
    if (below(10) > 0) await takeSecret(keydesk);
    const choice = below(20);
    if (choice < 3) return rotateOne(keydesk);
    if (choice < 6) return beginCampaign(keydesk);
    if (choice < 9) return goOn(keydesk);
    if (choice < 11) return openPackets(keydesk);
    if (choice === 11) return tellWords(keydesk);
    if (choice === 12) return deleteElsewhere(keydesk);
    return takeStep(keydesk);
  }

  /** Takes all campaigns and open rotations further, now that nothing fails any more. False: no rotation was open. */
  async function finish(keydesk: KeyDesk): Promise<boolean> {
    const { rotations } = keydesk;
    await takeSecret(keydesk);
    keydesk.campaignSystem.folder = folder;
    for (const { id } of keydesk.campaigns
      .state()
      .campaigns.filter(({ counts: of }) => of.toMake + of.lost + of.refused > 0)) {
      const done = await keydesk.campaigns.resume(id);
      if (done.ok) await runCampaign(keydesk);
    }
    await openPackets(keydesk, true);
    const { rows } = unwrap(await rotations.read(open, 0, 500));
    for (const { id, how, paused } of rows) {
      if (paused) await rotations.unpause([id]);
      await takeSecret(keydesk);
      const { row } = unwrap(await rotations.readOne(id));
      const isStored = stored.has(row.newAccessKey ?? '');
      const isTried = row.waitsFor.kind === 'service';
      // A campaign makes its keys itself. If the secret of such a key was closed in its dialog, the person says whether it is stored.
      const isByCampaign = how === 'packet' && ['make', 'make-again', 'hand-over'].includes(row.next ?? '');
      const isOpen = isByCampaign ? row.next === 'hand-over' && isTried : row.next !== null && !isTried;
      if (isOpen && row.next === 'make-again' && isStored) await rotations.stopHere(id);
      else if (isOpen && row.next === 'hand-over' && !isStored) await rotations.makeAgain(id);
      else if (isOpen) await rotations.next(id, isStored);
      // Both of the user's keys are in use: there is no room for a third.
      if (row.next === 'make' && rotations.ledger.plan(id)?.phase === 'chosen') await rotations.skip(id);
    }
    return rows.length > 0;
  }

  return { act, finish, takeSecret };
}
