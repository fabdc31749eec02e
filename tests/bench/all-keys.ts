import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { plainEnvironment } from '../support/app/environment.ts';
import { launchApp, type RunningApp } from '../support/app/launch-app.ts';
import { weighApp } from '../support/app/weigh-app.ts';
import { allKeyRows, openAllKeys } from '../support/views/all-keys-views.ts';
import { openUsers, signIn, usersGrid } from '../support/views/views.ts';
import { type BenchCase, compare } from './figure.ts';
import { median } from './interleave.ts';
import { startSimulatorProcess } from './simulator-process.ts';

const users = 100_000;
/** Milliseconds for the whole report, with the keys that the simulator makes at the first question for them. */
const patience = 240_000;
/** Milliseconds, and MB, that a person does not notice. */
const [drawnMs, frameMs, distantMs, memoryMb] = [50, 20, 100, 150];

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/**
 * Changes something in the page and waits until the table has drawn the result: its rows are of the new view, and a frame has
 * been shown. In ms, measured in the page, so that the way from here to there does not count.
 */
const drawn = (page: Page, change: { readonly text: string } | { readonly press: string }): Promise<number> =>
  page.evaluate(async (wanted) => {
    const began = performance.now();
    // Rows are new objects with each answer, so React sets their text again.
    const answered = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('.grid[aria-disabled="true"]') !== null) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.querySelector('main') ?? document.body, {
        subtree: true,
        attributes: true,
        attributeFilter: ['aria-disabled'],
      });
    });
    if ('text' in wanted) {
      const field = document.querySelector<HTMLInputElement>('[aria-label="Search keys"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(field, wanted.text);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    } else {
      const buttons = [...document.querySelectorAll<HTMLElement>('main button')];
      buttons.find((button) => button.textContent === wanted.press)?.click();
    }
    const tooLate = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`nothing was drawn for ${JSON.stringify(wanted)}`)), 20_000);
    });
    await Promise.race([answered, tooLate]);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, change);

/** The times between frames in ms, while each frame changes something or nothing. */
const frames = (page: Page, pixels: number): Promise<number[]> =>
  page.evaluate(async (step) => {
    const scroller = document.querySelector('.grid-scroller');
    const times: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let frame = 0; frame < 180; frame += 1) {
      if (scroller) scroller.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  }, pixels);

/** Main and page together after garbage collection, in MB. */
async function memoryOf(running: RunningApp): Promise<number> {
  const { mainResident, pageResident } = await weighApp(running);
  return (mainResident + pageResident) / 1024;
}

/** Notes when the service has answered a request for users, below the client of the service. */
const noteAnswers = ({ app }: RunningApp) =>
  app.evaluate(({ session }) => {
    const reads = session.fromPartition('service-reads', { cache: false });
    reads.webRequest.onCompleted(({ url, timestamp }) => {
      if (url.includes('/Users?')) Reflect.set(globalThis, 'usersAnswered', timestamp);
    });
  });

/** From the service's answer to the drawn row that the list has been scrolled to, in ms. */
async function distantRow({ app, page }: RunningApp, row: number): Promise<number> {
  const drawnAt = await page.evaluate(async (index) => {
    const scroller = document.querySelector('.grid-scroller');
    if (scroller) scroller.scrollTop = index * 51;
    const wanted = `tr[aria-rowindex="${index + 4}"]:not([aria-busy])`;
    for (const began = performance.now(); document.querySelector(wanted) === null; ) {
      if (performance.now() - began > 20_000) throw new Error(`row ${index} was not drawn`);
      await new Promise(requestAnimationFrame);
    }
    return performance.timeOrigin + performance.now();
  }, row);
  return drawnAt - (await app.evaluate(() => Number(Reflect.get(globalThis, 'usersAnswered'))));
}

/**
 * 100,000 users with two keys each, read by the app in a real window: from a search, a filter or a sort to the drawn result,
 * frames while scrolling against frames at rest, and the memory that the report takes.
 */
export const allKeys: BenchCase = {
  name: 'all-keys',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    const simulator = await startSimulatorProcess(users, ['--full']);
    const env = { ...plainEnvironment(), HOME: folder, OCI_CLI_CONFIG_FILE: simulator.configFile };
    const running = await launchApp({ env, userDataDir: join(folder, 'profile') });
    try {
      const { page } = running;
      page.setDefaultTimeout(patience);
      await signIn(page, 'ADMIN');
      await openUsers(page);
      await usersGrid(page).getByRole('row').nth(5).waitFor();
      await openAllKeys(page);
      const before = await memoryOf(running);
      await page.getByRole('button', { name: 'Read all keys', exact: true }).click();
      await page.getByRole('button', { name: 'Read all keys again' }).waitFor();
      await allKeyRows(page).first().waitFor();
      const after = await memoryOf(running);

      const times: Record<'search' | 'filter' | 'sort', number[]> = { search: [], filter: [], sort: [] };
      for (const text of ['g', 'gr', 'gra', 'grace', 'media', 'media-1', 'a9', 'example', 'x', '']) {
        times.search.push(await drawn(page, { text }));
      }
      for (const filter of ['Overdue', 'Never expires', 'Expired', 'User inactive', 'Overdue', 'Expired']) {
        // On, and off again. A filter alone always finds some keys.
        times.filter.push(await drawn(page, { press: filter }));
        times.filter.push(await drawn(page, { press: filter }));
      }
      for (const press of ['User', 'Domain', 'Name', 'Access key', 'Created', 'Expires', 'Owner', 'User', 'Created']) {
        times.sort.push(await drawn(page, { press }));
      }
      const scrolling = await frames(page, 900);
      const atRest = await frames(page, 0);

      await openUsers(page);
      await usersGrid(page).getByRole('row').nth(5).waitFor();
      await noteAnswers(running);
      const distant: number[] = [];
      for (const row of [30_000, 20_000, 28_000, 10_500, 31_000]) distant.push(await distantRow(running, row));
      return [
        ...(['search', 'filter', 'sort'] as const).map((kind) =>
          compare({
            name: `all keys: from a ${kind} over 200,000 to the drawn result, p95 against ${drawnMs} ms`,
            unit: 'ms',
            ours: percentile(times[kind], 0.95),
            theirs: drawnMs,
            limit: { atMost: 1 },
          }),
        ),
        compare({
          name: `all keys: a frame while scrolling, p95 against ${frameMs} ms or a frame at rest`,
          unit: 'ms',
          ours: percentile(scrolling, 0.95),
          theirs: Math.max(frameMs, percentile(atRest, 0.95)),
          limit: { atMost: 1 },
        }),
        compare({
          name: `users: from the service’s answer for a distant place to the drawn row, against ${distantMs} ms`,
          unit: 'ms',
          ours: median(distant),
          theirs: distantMs,
          limit: { atMost: 1 },
        }),
        compare({
          name: `all keys: memory that the report takes, against ${memoryMb} MB`,
          unit: 'MB',
          ours: after - before,
          theirs: memoryMb,
          limit: { atMost: 1 },
        }),
      ];
    } finally {
      await running.close();
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
