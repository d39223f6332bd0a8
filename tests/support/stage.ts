/** What a file of browser tests stands on: the register as it really runs, and a browser, open while its tests run. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { type Server, startServer } from './server.ts';

/** @param clock an instant at which the server's time begins; left out, it is the time that it is */
export function openStage(clock?: string) {
  let server: Server | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer({}, clock), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  function opened<T>(part: T | undefined): T {
    if (part === undefined) throw new Error('the stage opens with the first test');
    return part;
  }
  return {
    get server() {
      return opened(server);
    },
    /** A page in a profile of its own. */
    open: (options?: BrowserContextOptions) => openPage(opened(browser), opened(server).url, options),
  };
}
