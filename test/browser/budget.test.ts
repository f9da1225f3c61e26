import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { firstViewBytes } from './check.ts'
import { a, atThePages, signedIn, visitor } from './kit.ts'

/**
 * What a first view costs: bytes of HTML and style sheets, requests, scripts before the first paint, and the time to the
 * first byte beside a page of a bare Hono Worker on the same machine in the same minute. Printed, and held to the budget.
 */
const BYTES = 60_000
const PAGES = [
  '/',
  '/services/elderly-allowance',
  '/cases',
  '/wallet',
  '/verify',
  '/rate',
  '/rulebook',
  '/open',
  '/desk',
]
const AGAIN = 7

const BARE = `
import { Hono } from 'hono'
const app = new Hono()
app.get('/', (c) => c.html('<!doctype html><html lang="zh-CN"><title>x</title><h1>x</h1></html>'))
export default app`

async function startBare() {
  const { outputFiles } = await build({
    stdin: { contents: BARE, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const bare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: 'bare',
          compatibilityDate: '2026-07-01',
          modules: [{ type: 'ESModule', path: 'bare.js', contents: outputFiles[0]?.text ?? '' }],
        },
      ],
    }),
  )
  return { url: await bare.ready, end: () => bare.dispose() }
}

/** Median of so many, each from the request to the first byte of the answer. */
async function firstByteMs(page: Page, url: string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < AGAIN; at += 1) {
    await page.goto(url)
    times.push(
      await page.evaluate<number>(
        'performance.getEntriesByType("navigation")[0].responseStart - performance.getEntriesByType("navigation")[0].requestStart',
      ),
    )
  }
  return times.toSorted((one, other) => one - other)[Math.floor(AGAIN / 2)] ?? 0
}

atThePages('budget', () => {
  test('is every first view within its budget, and needs no script to be painted?', async () => {
    const somebody = await signedIn(a, 'aged69')
    const official = await signedIn(a, 'supervisor')
    const alone = await visitor(a)
    const bare = await startBare()
    const bareMs = await firstByteMs(alone.page, bare.url.href)
    const rows: string[] = []
    for (const path of PAGES) {
      const { page } = path === '/desk' ? official : somebody
      const requests: string[] = []
      const note = (request: { url: () => string }) => requests.push(request.url())
      page.on('request', note)
      await page.goto(path)
      page.off('request', note)
      const bytes = await firstViewBytes(page)
      const blocking = await page.locator('script:not([defer]):not([type=module]):not([async])').count()
      const ms = await firstByteMs(page, new URL(path, a.origin).href)
      rows.push(
        `${path.padEnd(30)} ${String(bytes).padStart(6)} B  ${requests.length} requests  first byte ${ms.toFixed(1)} ms (bare ${bareMs.toFixed(1)})`,
      )
      expect([path, bytes <= BYTES, blocking]).toEqual([path, true, 0])
    }
    process.stdout.write(`${rows.join('\n')}\n`)
    await bare.end()
    for (const { close } of [somebody, official, alone]) await close()
  })
})
