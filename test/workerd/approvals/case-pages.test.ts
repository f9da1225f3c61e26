import { beforeAll, expect, test } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { advertising, asOwner, DESIGN, handIn, on } from '../../case-steps.ts'
import { countTrips } from '../../counted-database.ts'
import { handedIn } from '../../files.ts'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  coldIsolate,
  DB,
  must,
  newcomer,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** What the pages of a case ask: each answer in one trip to the database, so that a page makes two with its session. */
beforeAll(async () => {
  on('2026-11-23', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await openWay('outdoor-advertising', { from: '2026-03-02' })
})

const trips = countTrips(DB)
const send = coldIsolate({ DB: trips.counted })

test('are a case, its papers, a document to print and the reasons of its decision read in one trip each, handed over or not?', async () => {
  const owner = await newcomer()
  const granted = must(await apply(await tokenOf(owner), allowance(owner)), 201)
  const away = await handIn((who) => advertising(who, { handlingRegion: PARTNER }))
  const at = (number: unknown) => `/approvals/v1/cases/${number}`
  const document = String((granted.body.documents as { number: string }[])[0]?.number)
  const below = ['', '/materials', '/explanation', `/documents/${encodeURIComponent(document)}/print`]
  const asked = [
    ...below.map((each) => ({ who: owner, path: `${at(granted.body.caseNumber)}${each}` })),
    { who: away.owner, path: at(away.number) },
  ]
  for (const { who, path } of asked) {
    const token = await tokenOf(who)
    // What an isolate that has just started reads once: the calendar.
    must(await ask(send, token, 'GET', path), 200)
    trips.taken()
    must(await ask(send, token, 'GET', path), 200)
    expect([path, trips.taken()]).toEqual([path, 1])
  }
})

test('do the papers tell what was asked for in the words of the notice, and which files there are, until it is answered?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const token = await tokenOf(theCase.owner)
  const path = `/approvals/v1/cases/${theCase.number}/materials`
  const papers = async () => must(await ask(worker, token, 'GET', path), 200).body
  expect(await papers()).toMatchObject({
    item: { code: 'outdoor-advertising' },
    asked: {
      document: expect.stringContaining(theCase.number),
      reasons: [{ text: expect.stringContaining('设置方案'), cure: expect.any(String) }],
    },
    files: [],
  })
  await handedIn(token, theCase.number, { material: 'design', name: '方案.pdf', bytes: pdfFile(200) })
  expect((await papers()).files).toMatchObject([{ material: 'design', name: '方案.pdf' }])
  must(await asOwner(theCase, 'supplement', { materials: [DESIGN] }), 200)
  expect((await papers()).asked).toBeNull()
})
