import type { IUsageImpl, KeptState } from '../../bridge/generated/browser/keydesk.ts';
import type { Tools } from '../tools/tools-contract.ts';
import type { ChooseRegion } from '../usage/choose-region.ts';
import type { CopyKept } from '../usage/copy-kept.ts';
import type { FindPlace } from '../usage/find-place.ts';
import type { KeptKey, KeptKeys } from '../usage/kept-keys.ts';
import type { Readiness } from '../usage/readiness.ts';
import { type Answer, nothing } from './answer.ts';
import type { RunningCalls } from './running-calls.ts';

export interface UsageHandlerOptions {
  readonly answer: Answer;
  readonly calls: RunningCalls;
  readonly findPlace: FindPlace;
  readonly chooseRegion: ChooseRegion;
  readonly readiness: Readiness;
  readonly kept: KeptKeys;
  /** What starts this very Keydesk, as one line. */
  readonly keydeskCommand: string;
  readonly copyKept: CopyKept;
  readonly tools: Tools;
}

/** The state of the store `kept`. */
export const keptState = (
  keys: readonly KeptKey[],
  { kept, keydeskCommand }: Pick<UsageHandlerOptions, 'kept' | 'keydeskCommand'>,
): KeptState => ({
  keys: keys.map((key) => ({ ...key })),
  possible: kept.isPossible(),
  program: keydeskCommand,
});

/** The bridge's calls for using a key. None gives out a secret; a problem becomes a failure with its sentence. */
export function usageHandler(options: UsageHandlerOptions): IUsageImpl {
  const { answer, calls, findPlace, chooseRegion, readiness, kept, copyKept, tools } = options;
  return {
    getInitialReadinessState: () => readiness.state(),
    getInitialKeptState: () => keptState(kept.list(), options),
    FindPlace: (call, source, region) =>
      answer(
        () => calls.run(call, (signal) => findPlace(source, region, signal)),
        ({ regions, ...place }) => ({ ...place, regions: regions.map((each) => ({ ...each })) }),
      ),
    TestKey: (source, region) => answer(() => readiness.start(source, region), nothing),
    StopTest: () => answer(() => readiness.stop(), nothing),
    KeepKey: (handle, name, region) => answer(() => kept.keep(handle, name, region), nothing),
    ChooseRegion: (id, region) => answer(() => chooseRegion(id, region), nothing),
    ForgetKey: (id) => answer(() => kept.forget(id), nothing),
    CopyKept: (id) => answer(() => copyKept(id), nothing),
    PreviewProfile: (request) =>
      answer(
        () => tools.preview(request),
        ({ blocks, keepsAs, digest }) => ({
          blocks: blocks.map(({ values, ...block }) => ({
            ...block,
            values: values?.map((each) => ({ ...each })) ?? null,
          })),
          keepsAs,
          digest,
        }),
      ),
    CopyProfile: (request) => answer(() => tools.copy(request), nothing),
    WriteProfile: (request, digest) =>
      answer(
        () => tools.write(request, digest),
        ({ files }) => ({ files: files.map((file) => ({ ...file })) }),
      ),
    SaveProfile: (request) =>
      answer(
        () => tools.save(request),
        ({ file }) => ({ file }),
      ),
  };
}
