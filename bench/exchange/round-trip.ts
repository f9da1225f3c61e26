import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { trustedRegion } from '../../scripts/region/trust.ts'
import { median } from '../command.ts'
import { allowanceIn } from '../intake/allowance.ts'
import { makeRegion } from '../intake/region.ts'
import { call, seed } from '../intake/seed.ts'
import { MADE } from '../place.ts'
import { freePort, write } from './host.ts'
import { agreementOf, befriending, HANDLES, HANDS_OVER, makeExchangeRegion } from './regions.ts'
import { type CodeOf, openWholeRegion } from './whole-region.ts'

/**
 * From the moment a person hands in at the receiving region what the other decides at once, until the decision is shown
 * there: two whole regions, each asked through its gateway. One after the other, each application that of another person.
 */
export type RoundTripResult = {
  readonly applications: number
  /** From handing in to the answer that it was received; and to the first answer that shows the decision. */
  readonly receivedMilliseconds: number
  readonly decidedMilliseconds: number
  readonly lowest: number
  readonly highest: number
  /** Applications that were not granted within the time given. */
  readonly wrong: number
}

const WARM_UP = 10
const POLL_MS = 4
const GIVEN_MS = 10_000

const shownSchema = z.looseObject({ state: z.string() })
const receivedSchema = z.looseObject({ caseNumber: z.string() })

export async function measureRoundTrip(
  codeOf: CodeOf,
  {
    applications,
    now,
    today,
  }: { readonly applications: number; readonly now: number; readonly today: string },
  say: (line: string) => void,
): Promise<RoundTripResult> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const [portA, portB] = [await freePort(), await freePort()]
  const at = (port: number) => `http://127.0.0.1:${port}`
  const [here, there] = [await makeRegion(now, HANDS_OVER), await makeRegion(now, HANDLES)]
  const a = await makeExchangeRegion(here, HANDS_OVER, at(portA), now)
  const b = await makeExchangeRegion(there, HANDLES, at(portB), now)
  const trust = (code: string, origin: string, issuerKeys = '') =>
    trustedRegion({ code, zh: '测速', en: 'Bench' }, origin, issuerKeys)
  const regionA = await openWholeRegion(codeOf, {
    exchange: a,
    identity: here,
    trusted: [trust(HANDLES, at(portB), there.issuerBindings.TONGBAN_ISSUER_KEYS)],
    port: portA,
    persist: resolve(persist, 'a'),
  })
  const regionB = await openWholeRegion(codeOf, {
    exchange: b,
    identity: there,
    trusted: [trust(HANDS_OVER, at(portA), here.issuerBindings.TONGBAN_ISSUER_KEYS)],
    port: portB,
    persist: resolve(persist, 'b'),
  })
  try {
    const version = agreementOf(now)
    await write(regionA.database, await befriending(HANDS_OVER, b, version, now))
    await write(regionB.database, await befriending(HANDLES, a, version, now))
    const scenario = allowanceIn(HANDLES)
    const people = Array.from({ length: WARM_UP + applications }, (_, each) => scenario.personAt(each, today))
    await seed({ door: regionB.door, rules: regionB.rules }, there, scenario, people, { now, today })
    await seed({ door: regionA.door, rules: regionA.rules }, here, allowanceIn(HANDS_OVER), [], {
      now,
      today,
    })
    const received: number[] = []
    const decided: number[] = []
    let wrong = 0
    for (const [each, person] of people.entries()) {
      const token = await here.applicant(person, 0)
      const body = { ...Object(scenario.applicationOf(person, 'person')), handlingRegion: HANDLES }
      const startedAt = performance.now()
      const answered = await call(regionA.door, 'POST', '/approvals/v1/applications', token, body, {
        'Idempotency-Key': `trip${String(each).padStart(16, '0')}`,
      })
      const receivedAt = performance.now()
      const { caseNumber } = receivedSchema.parse(answered)
      const shown = await untilDecided(regionA.door, caseNumber, token, startedAt)
      if (each < WARM_UP) continue
      if (!shown) wrong += 1
      received.push(receivedAt - startedAt)
      decided.push(performance.now() - startedAt)
    }
    say(`  hand-over: ${applications} applications, one after the other`)
    return {
      applications,
      receivedMilliseconds: median(received),
      decidedMilliseconds: median(decided),
      lowest: Math.min(...decided),
      highest: Math.max(...decided),
      wrong,
    }
  } finally {
    await Promise.all([regionA.dispose(), regionB.dispose()])
    rmSync(persist, { recursive: true, force: true })
  }
}

async function untilDecided(
  door: URL,
  caseNumber: string,
  token: string,
  startedAt: number,
): Promise<boolean> {
  while (performance.now() - startedAt < GIVEN_MS) {
    const shown = await call(door, 'GET', `/approvals/v1/cases/${caseNumber}`, token)
    if (shownSchema.parse(shown).state === 'granted') return true
    await pause(POLL_MS)
  }
  return false
}
