import type { IRotationsImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { RotationRow, RotationsState } from '../../bridge/values/rotation.ts';
import { rotationSteps } from '../../bridge/values/rotation-steps.ts';
import type { PlanRow } from '../rotation/plan-row.ts';
import type { RotationProblem } from '../rotation/rotation-contract.ts';
import type { RotationsStanding } from '../rotation/rotation-list.ts';
import type { Rotations } from '../rotation/rotations.ts';
import type { Calls } from './bind-interface.ts';
import { packetFailure } from './campaigns-handler.ts';
import { toFailure } from './failure-sentences.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';

const failureOf = (problem: RotationProblem | null) => problem && toFailure(problem);

function shownRow({ waitsFor, ...row }: PlanRow): RotationRow {
  if (!('problem' in waitsFor)) return { ...row, waitsFor };
  const { problem, ...waits } = waitsFor;
  const failure = row.how === 'packet' ? packetFailure(problem) : toFailure(problem);
  return { ...row, waitsFor: { ...waits, failure } };
}

export function rotationsHandler(respond: Respond, calls: RunningCalls, rotations: Rotations): Calls<IRotationsImpl> {
  return {
    ProposeRotation: (call, owner, key) =>
      calls.run(call, (signal) => respond(() => rotations.propose(owner, key, signal))),
    BeginRotation: (request) => respond(() => rotations.begin(request)),
    ReadRotations: (view, from, count) =>
      respond(
        () => rotations.read(view, from, count),
        ({ rows, ...page }) => ({ ...page, rows: rows.map(shownRow) }),
      ),
    ReadRotation: (id) =>
      respond(
        () => rotations.readOne(id),
        (details) => ({ ...details, row: shownRow(details.row) }),
      ),
    NextStep: (id, word) => respond(() => rotations.next(id, word)),
    MakeAgain: (id) => respond(() => rotations.makeAgain(id)),
    UndoStep: (id) => respond(() => rotations.undo(id)),
    SkipStep: (id) => respond(() => rotations.skip(id)),
    StopHere: (id) => respond(() => rotations.stopHere(id)),
    PauseRotations: (ids) => respond(() => rotations.pause(ids)),
    ResumeRotations: (ids) => respond(() => rotations.unpause(ids)),
    DeactivateMany: (request) => respond(() => rotations.deactivateMany(request)),
    DeleteDue: (ids) => respond(() => rotations.deleteDue(ids)),
    PreviewSaved: (call, ids) =>
      calls.run(call, (signal) =>
        respond(
          () => rotations.previewSaved(ids, signal),
          ({ keys, digest }) => ({
            digest,
            keys: keys.map(({ key: { id, name, keyName, accessKey }, files, problem }) => ({
              ...{ id, name, keyName, accessKey, files: files.slice(0, 100) },
              failure: failureOf(problem),
            })),
          }),
        ),
      ),
    RotateSaved: (request) => respond(() => rotations.rotateSaved(request)),
    StopRun: () => respond(() => rotations.stopRun()),
    BeginNewLedger: () => respond(() => rotations.beginNewLedger()),
  };
}

/** What the page sees while Keydesk is locked. */
export const noRotations: RotationsState = {
  ledger: { kind: 'opening' },
  version: 0,
  open: 0,
  waiting: 0,
  held: 0,
  due: 0,
  ended: 0,
  steps: [],
  run: null,
  halted: null,
};

/** The numbers as the page sees them. */
export function rotationsState({ ledger, steps, halted, ...numbers }: RotationsStanding): RotationsState {
  return {
    ...numbers,
    ledger:
      ledger.kind === 'broken'
        ? { kind: 'broken', line: ledger.line, failure: toFailure({ ...ledger, kind: 'ledger-broken' }) }
        : ledger,
    steps: rotationSteps.map((step) => ({ step, open: steps.get(step) ?? 0 })),
    halted: failureOf(halted),
  };
}
