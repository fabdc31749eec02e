import { readdirSync, readFileSync } from 'node:fs';
import type { RunningApp } from './launch-app.ts';

/** The resources of a running app after garbage collection, memory in KB. Linux only: files and resident memory come from `/proc`. */
export interface Weight {
  /** Includes the buffers outside the heap. */
  readonly mainHeap: number;
  readonly pageHeap: number;
  readonly mainResident: number;
  readonly pageResident: number;
  readonly mainFiles: number;
  readonly pageFiles: number;
  /** Listeners of the process, the app, its windows, and the handlers of the page's calls. */
  readonly mainListeners: number;
  /** Timers, sockets and other resources that can keep Node's loop alive. */
  readonly mainHandles: number;
  readonly pageListeners: number;
  readonly pageNodes: number;
}

const filesOf = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;
/** Kilobytes. */
export const residentOf = (pid: number) =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

export async function weighApp({ app, page, process: main }: RunningApp): Promise<Weight> {
  const inMain = await app.evaluate(async ({ app: electron, BrowserWindow, ipcMain, nativeTheme, powerMonitor }) => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect: () => void = process.getBuiltinModule('node:vm').runInNewContext('gc');
    const { setTimeout: wait } = process.getBuiltinModule('node:timers/promises');
    // Some garbage becomes free only after other garbage, which takes several rounds.
    for (let round = 0; round < 3; round += 1) {
      collect();
      await wait(50);
    }
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const { webContents } = window;
    const emitters: NodeJS.EventEmitter[] = [
      process,
      electron,
      ipcMain,
      nativeTheme,
      powerMonitor,
      window,
      webContents,
    ];
    emitters.push(webContents.session, webContents.ipc, webContents.mainFrame.ipc);
    const listeners = emitters.flatMap((each) => each.eventNames().map((name) => each.listenerCount(name)));
    const { heapUsed, external } = process.memoryUsage();
    return {
      mainHeap: Math.round((heapUsed + external) / 1024),
      mainListeners: listeners.reduce((sum, count) => sum + count, 0),
      mainHandles: process.getActiveResourcesInfo().length,
      pagePid: webContents.getOSProcessId(),
    };
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const { pagePid, ...rest } = inMain;
  return {
    ...rest,
    mainResident: residentOf(main.pid ?? 0),
    pageResident: residentOf(pagePid),
    mainFiles: filesOf(main.pid ?? 0),
    pageFiles: filesOf(pagePid),
    pageHeap: Math.round(metric('JSHeapUsedSize') / 1024),
    pageListeners: metric('JSEventListeners'),
    pageNodes: metric('Nodes'),
  };
}
