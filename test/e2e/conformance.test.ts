import { TESTER } from '@tongban/catalogue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrol } from '../../conformance/enrol.ts'
import { runSuite } from '../../conformance/run-suite.ts'
import { isRight, selfCheck } from '../../conformance/self-check.ts'
import { Tester } from '../../conformance/tester.ts'
import { sampleOf, type TesterFile } from '../../conformance/tester-file.ts'
import { trialOf } from '../../conformance/trial.ts'
import { makeKey } from '../../conformance/wire/keys.ts'
import { A, B, peopleAndBodies, type Region, startedRegion } from './region.ts'

/** The conformance suite: proved by the mock partner with each clause broken in turn, and run against two whole regions. */
const REGIONS = ([A, B] as const).map((code) => {
  const { people, bodyOf, newcomer } = peopleAndBodies(code, 2)
  return { code, people, bodyOf, one: newcomer(), other: newcomer() }
})
const YEAR = 366 * 86_400
/** As configured; the region itself is reached at a port of this machine. */
const BASE_URL = 'https://region.test/exchange'

const started = new Map<string, Region>()
beforeAll(async () => {
  for (const { code, people } of REGIONS) started.set(code, await startedRegion(code, people))
})
afterAll(async () => {
  for (const region of started.values()) await region.close()
})

test('does the mock partner pass, and fail exactly the clauses that are broken in it?', async () => {
  const wrong = (await selfCheck(() => undefined)).filter((checked) => !isRight(checked))
  expect(wrong.map(({ broken, due, failed }) => ({ broken, due, failed }))).toEqual([])
})

test.each(REGIONS)('does $code keep every clause?', async ({ code, bodyOf, one, other }) => {
  const region = started.get(code)
  if (region === undefined) throw new Error('is started before')
  const now = Math.floor(Date.now() / 1000)
  const foreign = await region.applyAs(one, bodyOf(one))
  expect(foreign.status).toBe(201)
  const file: TesterFile = {
    region: TESTER,
    keys: [
      makeKey('sign', now - YEAR),
      makeKey('sign', now - 86_400),
      makeKey('sign', now - 2 * YEAR, now - YEAR),
      makeKey('open', now - YEAR),
    ],
    trial: {
      itemVersion: '1',
      foreignCase: String(foreign.body.caseNumber),
      application: asApplication(bodyOf(other)),
    },
  }
  const trial = trialOf(file, BASE_URL, `${region.origin}/exchange`)
  const tester = new Tester({
    region: TESTER,
    keys: file.keys,
    target: () => trial.target,
    sample: sampleOf(file.trial),
    // As long as it takes on a machine that does other things too; what is there is not waited for.
    patienceMs: 60_000,
  })
  const testerUrl = await tester.open()
  try {
    const tokens = { first: await region.as('admin', '1'), second: await region.as('admin', '2') }
    await trial.meet(tester)
    await enrol({ file, tester, testerUrl, office: 'civil-affairs', tokens })
    await trial.complete(tester)
    await tester.meet()
    // What was not taken the first time is sent again by the clock, whose minutes are short here.
    const database = await region.database()
    let isOver = false
    const clock = async () => {
      while (!isOver) {
        await database.prepare("update jobs set last_scheduled_at = 0 where name = 'carryMessages'").run()
        // How long it waits before it is sent again is another test's matter (backoff).
        await database
          .prepare(
            "update exchange_messages set next_at = 0 where direction = 'out' and state = 'waiting' and leased_by is null and attempts > 0",
          )
          .run()
        await region.cron(Date.now())
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    const running = clock()
    const outcomes = await runSuite(tester).finally(() => {
      isOver = true
    })
    await running
    expect(outcomes.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  } finally {
    await tester.close()
  }
})

/** Guarantee: a body of the demonstration is a whole application. */
const asApplication = (body: object) => body as TesterFile['trial']['application']
