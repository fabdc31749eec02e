import type { IUsageImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Tools } from '../tools/tools-contract.ts';
import type { Usage } from '../usage/create-usage.ts';
import { type Answer, nothing } from './answer.ts';
import type { Calls } from './bind-interface.ts';
import type { RunningCalls } from './running-calls.ts';

export interface UsageHandlerOptions {
  readonly answer: Answer;
  readonly calls: RunningCalls;
  readonly usage: Usage;
  readonly tools: Tools;
}

/** The bridge's calls for using a key. None gives out a secret; a problem becomes a failure with its sentence. */
export function usageHandler({ answer, calls, usage, tools }: UsageHandlerOptions): Calls<IUsageImpl> {
  const { findPlace, chooseRegion, readiness, kept, copyKept } = usage;
  return {
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
