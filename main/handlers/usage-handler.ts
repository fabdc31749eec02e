import type { IUsageImpl } from '../../bridge/generated/browser/keydesk.ts';
import type { Tools } from '../tools/tools-contract.ts';
import type { Usage } from '../usage/create-usage.ts';
import type { Calls } from './bind-interface.ts';
import type { Respond } from './respond.ts';
import type { RunningCalls } from './running-calls.ts';

/** The bridge's calls for using a key. No call returns a secret; a problem becomes a failure with its sentence. */
export function usageHandler(respond: Respond, calls: RunningCalls, usage: Usage, tools: Tools): Calls<IUsageImpl> {
  const { findEndpoint, chooseRegion, readiness, saved, copySaved } = usage;
  return {
    FindEndpoint: (call, source, region) =>
      respond(() => calls.run(call, (signal) => findEndpoint(source, region, signal))),
    TestKey: (source, region) => respond(() => readiness.start(source, region)),
    StopTest: () => respond(() => readiness.stop()),
    SaveKey: (handle, name, region) => respond(() => saved.keep(handle, name, region)),
    ChooseRegion: (id, region) => respond(() => chooseRegion(id, region)),
    ForgetKey: (id) => respond(() => saved.forget(id)),
    CopySavedKey: (id) => respond(() => copySaved(id)),
    PreviewProfile: (request) => respond(() => tools.preview(request)),
    CopyProfile: (request) => respond(() => tools.copy(request)),
    WriteProfile: (request, digest) => respond(() => tools.write(request, digest)),
    SaveProfile: (request) => respond(() => tools.save(request)),
  };
}
