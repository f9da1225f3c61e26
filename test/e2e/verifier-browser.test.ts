/**
 * The very checks of packages/verifier in a real browser, from a page of this machine (WebCrypto asks for a secure one).
 * Without Chromium they are counted as skipped, with a word on how to get it.
 */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildVerifier } from '../../packages/verifier/build.ts'
import { CHECKS } from '../../packages/verifier/test/checks/index.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { executablePath, QUIET, tellMissing } from '../browser/chromium.ts'
import { type LocalServer, startServer } from './local-server.ts'

if (executablePath === undefined) tellMissing()

/** What the page does: answers each check with nothing, or with what went wrong. */
const PAGE = `
  import { CHECKS, openWorld } from '/checks.js'
  import * as verifier from '/verifier.js'
  const answers = {}
  const world = await openWorld()
  for (const { question, run } of CHECKS) {
    answers[question] = await run(world).then(() => null, (error) => String(error))
  }
  globalThis.outcome = JSON.stringify({ answers, embedded: typeof verifier.verifyLicence })
`

type Outcome = { readonly answers: Readonly<Record<string, string | null>>; readonly embedded: string }

describe.skipIf(executablePath === undefined)('the verifier in a browser', () => {
  let server: LocalServer
  let browser: Browser
  let outcome: Outcome

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [resolve(ROOT, 'packages/verifier/test/checks/index.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      target: 'es2022',
    })
    const verifier = (await buildVerifier()).find(({ name }) => name === 'verifier.js')
    const scripts = new Map([
      ['/checks.js', outputFiles[0]?.text ?? ''],
      ['/verifier.js', verifier?.text ?? ''],
      ['/page.js', PAGE],
    ])
    server = await startServer((response, { url }) => {
      const script = scripts.get(url)
      response.setHeader(
        'Content-Type',
        script === undefined ? 'text/html' : 'text/javascript; charset=utf-8',
      )
      response.end(script ?? '<!doctype html><script type="module" src="/page.js"></script>')
    })
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: QUIET })
    const page = await browser.newPage()
    await page.goto(server.origin)
    await page.waitForFunction('globalThis.outcome')
    outcome = JSON.parse(await page.evaluate<string>('globalThis.outcome'))
  })
  afterAll(async () => {
    await browser.close()
    await server.down()
  })

  it.each(CHECKS.map(({ question }) => question))('%s', (question) => {
    expect(outcome.answers[question]).toBeNull()
  })
  it('is loaded from its one file', () => expect(outcome.embedded).toBe('function'))
})
