import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { type Listening, listen } from '../../src/http/server.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const BROWSER = BROWSERS.map((name) => `/usr/bin/${name}`).find(existsSync);
/** A browser that keeps to itself, also in a container as root. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'];
const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
/** The page that a guide has. */
function pageOf(guide: string): string {
  return /```html\n([\s\S]*?)```/.exec(read(guide))![1]!;
}

/** Pages that are not the service's own. */
const PAGES: Readonly<Record<string, string>> = {
  '/page.html': read('./page.html'),
  '/button.html': pageOf('../../docs/the-button.md'),
  '/plan.html': pageOf('../../docs/plan-page.md'),
};

/** A folder in which pictures are left for people, where it is named. */
const SHOTS = process.env.DOVETAIL_SHOTS;

const why = BROWSER ? '' : ` (skipped: none of ${BROWSERS.join(', ')} is in /usr/bin)`;

describe.skipIf(!BROWSER)(`a page in a browser${why}`, () => {
  let service: LiveService;
  let server: Listening;
  let browser: Browser;

  beforeAll(async () => {
    service = await liveService();
    server = await listen({ host: '127.0.0.1', port: 0 });
    server.answer((request) => {
      const page = PAGES[new URL(request.url).pathname];
      return page ? new Response(page, { headers: { 'content-type': 'text/html' } }) : service.app.fetch(request);
    });
    browser = await chromium.launch({ executablePath: BROWSER!, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    service.stop();
    await server?.close(1000);
    await service?.close();
  });

  it('schedules with one click: progress while it runs, then what is placed, and why the rest is not', async () => {
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(String(error)));
    page.on('requestfailed', (request) => {
      // The client itself leaves a stream that has ended.
      if (!request.url().endsWith('/events')) failures.push(request.url());
    });
    await page.goto(`${server.url}/page.html`);
    const texts = new Set<string>();
    await page.exposeFunction('seen', (text: string) => texts.add(text));
    await page.evaluate(`new MutationObserver(() => seen(document.getElementById('status').textContent))
      .observe(document.getElementById('status'), { childList: true })`);
    await page.click('#solve');
    await page.waitForFunction(`/of \\d+ placed/.test(document.getElementById('status').textContent)`, undefined, {
      timeout: 240_000,
    });
    // The demo has 80 events, of which at best 68 can be placed.
    expect(await page.textContent('#status')).toMatch(/^6\d of 80 placed$/);
    expect([...texts].some((text) => /^Penalty \d+ after \d+\.\d s$/.test(text))).toBe(true);
    expect(await page.locator('#unplaced li').count()).toBeGreaterThanOrEqual(12);
    expect(await page.textContent('#unplaced')).toContain('Nobody is qualified for Knife sharpening show');
    expect(failures).toEqual([]);
  });

  it('the button of the guide does what it says', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/button.html`);
    await page.click('#schedule');
    await page.waitForFunction(`/^6\\d of 80 placed$/.test(document.getElementById('said').value)`, undefined, {
      timeout: 240_000,
    });
  });

  it('the page of a plan schedules, shows the draft, accepts it, and takes it back', async () => {
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(String(error)));
    const says = (pattern: RegExp) =>
      page.waitForFunction(`${pattern}.test(document.getElementById('said').textContent)`, undefined, {
        timeout: 60_000,
      });
    const states = async () => new Set(await page.locator('#items tr td:nth-child(6)').allTextContents());
    await page.goto(`${server.url}/plan.html`);
    expect(await page.isDisabled('#accept')).toBe(true);
    await page.click('#schedule');
    await says(/^\d+ items have a place, \d+ have none\.$/);
    const items = await page.locator('#items tr').count();
    // The demo has 80 events, of which at best 68 can be placed.
    expect(items).toBeGreaterThanOrEqual(60);
    expect(await states()).toEqual(new Set(['proposed']));
    expect(await page.textContent('#unplaced')).toContain('Nobody is qualified for');
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'draft.png') });
    // One item stays out, and perhaps what cannot be without it.
    await page.locator('#items input:checked').first().uncheck();
    await page.click('#accept');
    await says(/^\d+ accepted: version 2 of the plan\./);
    const number = Number.parseInt((await page.textContent('#said'))!, 10);
    expect(number).toBeLessThan(items);
    expect(await page.locator('#items td:nth-child(6)', { hasText: 'accepted' }).count()).toBe(number);
    expect(await states()).toEqual(new Set(['proposed', 'accepted']));
    const posted = async () => (await createClient({ url: server.url }).plans.get('demo')).input.posted as object[];
    const after = (await posted()).length;
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'accepted.png') });
    await page.click('#undo');
    await says(RegExp(`^${number} taken back: version 3 of the plan\\.$`));
    expect(await states()).toEqual(new Set(['proposed']));
    expect((await posted()).length).toBe(after - number);
    expect(await page.isDisabled('#undo')).toBe(true);
    expect(failures).toEqual([]);
  }, 90_000);

  it('the documentation needs nothing from elsewhere', async () => {
    const page = await browser.newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${server.url}/docs`);
    await page.locator('summary', { hasText: '/v1/runs/{id}:stop' }).click();
    expect(await page.getByText('End a run now and keep what it has found').isVisible()).toBe(true);
    expect([...hosts]).toEqual([new URL(server.url).host]);
  });
});
