import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { type Place, startDemonstration } from '../e2e/demonstration.ts'
import { executablePath, QUIET, tellMissing } from './chromium.ts'

/** Once for all browser tests: the two regions of `npm start`, and one Chromium. Without Chromium nothing is started. */
export default async function setup({ provide }: TestProject) {
  if (executablePath === undefined) {
    tellMissing()
    provide('regions', null)
    return undefined
  }
  const [both, browser] = await Promise.all([
    // Nobody waits ten seconds for a partner's list.
    startDemonstration(Date.now(), { TONGBAN_PARTNER_STATUS_SECONDS: '1' }),
    chromium.launchServer({ executablePath, args: QUIET }),
  ])
  const placeOf = ({ code, origin, demo }: Place): Place => ({ code, origin, demo })
  provide('regions', { a: placeOf(both.a), b: placeOf(both.b), browser: browser.wsEndpoint() })
  return async () => {
    await browser.close()
    await both.close()
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    regions: { readonly a: Place; readonly b: Place; readonly browser: string } | null
  }
}
