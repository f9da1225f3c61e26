import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { advertising, handIn, on } from '../../case-steps.ts'
import { complete, declare, filesPath, handedIn, sendMissing, uploaded } from '../../files.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { asOfficial, coldIsolate, DB, must, sign, tokenOf, worker } from '../../region.ts'

/** Uploads that were announced wrongly, and a storage that lost or changed what the cases say it holds. */

const { FILES } = env
const PART = 512 * 1024
beforeEach(() => on('2026-11-23'))

const aCase = async () => {
  const theCase = await handIn((who) => advertising(who))
  return { ...theCase, token: await tokenOf(theCase.owner) }
}
const paper = (bytes: Uint8Array) => ({ material: 'design', name: 'design.pdf', bytes })
const rowsOf = async (sql: string) => (await DB.prepare(sql).all()).results

test('does an upload announced with a wrong size stand in nobody’s way once it is given up?', async () => {
  const { number, token } = await aCase()
  const bytes = pdfFile(PART + 900)
  const wrong = must(await declare(token, number, paper(bytes), { size: 100 }), 201)
  const path = filesPath(number, `/${wrong.body.id}`)
  // The same content again finds the same upload, and with it the wrong size.
  expect((await declare(token, number, paper(bytes))).body).toMatchObject({ id: wrong.body.id, size: 100 })
  expect(must(await ask(worker, token, 'DELETE', path), 200).body).toEqual({
    id: wrong.body.id,
    state: 'givenUp',
  })
  expect((await ask(worker, token, 'DELETE', path)).status).toBe(404)
  const right = must(await declare(token, number, paper(bytes)), 201)
  expect(right.body).toMatchObject({ size: bytes.length, state: 'open' })
  const again = filesPath(number, `/${right.body.id}`)
  await sendMissing(token, again, bytes)
  must(await complete(token, again), 200)
})

test('is nothing kept of an upload that was given up, and a file that has come in not given up?', async () => {
  const { number, token } = await aCase()
  const path = await uploaded(token, number, paper(pdfFile(PART + 300)))
  must(await ask(worker, token, 'DELETE', path), 200)
  const id = path.slice(-36)
  expect(await rowsOf(`SELECT * FROM files WHERE file_id = '${id}'`)).toEqual([])
  expect(await rowsOf(`SELECT * FROM file_parts WHERE file_id = '${id}'`)).toEqual([])
  const held = await handedIn(token, number, paper(pdfFile(400)))
  const refused = await ask(worker, token, 'DELETE', held)
  expect([refused.status, refused.body.errors]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/path/fileId', detail: expect.stringContaining('已经收入办件') })],
  ])
  expect((await ask(worker, token, 'GET', held)).status).toBe(200)
})

test('is an upload given up by those who may add to the case, and by nobody else?', async () => {
  const [mine, other] = [await aCase(), await aCase()]
  const { body } = must(await declare(mine.token, mine.number, paper(pdfFile(500))), 201)
  const path = filesPath(mine.number, `/${body.id}`)
  expect((await ask(worker, other.token, 'DELETE', path)).status).toBe(404)
  const chief = await sign('chief', official('chief', 'city-management'))
  expect((await ask(worker, chief, 'DELETE', path)).status).toBe(403)
  const handler = await sign('handler', official('handler', 'city-management'))
  must(await ask(worker, handler, 'DELETE', path), 200)
})

const check = async (after = '', send = worker): Promise<Answered> =>
  ask(
    send,
    await sign('auditor-1', official('auditor', 'services')),
    'GET',
    `/approvals/v1/evidence/files?after=${encodeURIComponent(after)}`,
  )

/** All pages of the check. */
async function checked() {
  const found: unknown[] = []
  let parts = 0
  for (let after: string | null = ''; after !== null; ) {
    const { body } = must(await check(after), 200)
    found.push(...(body.findings as unknown[]))
    parts += Number(body.checked)
    after = body.next as string | null
  }
  return { found, parts }
}

test('does an audit of the storage find each part that is lost or changed, and nothing once it is restored?', async () => {
  const { number, token } = await aCase()
  const first = await handedIn(token, number, paper(pdfFile(2 * PART + 10, 'first')))
  const second = await handedIn(token, number, paper(pdfFile(13 * PART, 'second')))
  const third = await handedIn(token, number, paper(pdfFile(11 * PART, 'third')))
  const sound = await checked()
  // More than one page of twenty-four.
  expect([sound.found, sound.parts >= 27]).toEqual([[], true])
  const nameOf = async (path: string, part: number) => {
    const [row] = await rowsOf(
      `SELECT f.address, p.seal FROM files f JOIN file_parts p USING (file_id) WHERE f.file_id = '${path.slice(-36)}' AND p.part_index = ${part}`,
    )
    return `files/${row?.address}/${row?.seal}`
  }
  // The storage as a backup of it would hold it.
  const [lost, changed] = [await nameOf(first, 1), await nameOf(second, 12)]
  const kept = await Promise.all([lost, changed].map(async (name) => (await FILES.get(name))?.arrayBuffer()))
  await FILES.delete(lost)
  await FILES.put(changed, new Uint8Array(PART))
  expect((await checked()).found).toEqual(
    expect.arrayContaining([
      { caseNumber: number, fileId: first.slice(-36), part: 1, reason: 'lost' },
      { caseNumber: number, fileId: second.slice(-36), part: 12, reason: 'changed' },
    ]),
  )
  expect((await checked()).found).toHaveLength(2)
  await Promise.all([lost, changed].map((name, at) => FILES.put(name, kept[at] ?? new ArrayBuffer(0))))
  expect((await checked()).found).toEqual([])
  expect((await ask(worker, token, 'GET', third)).status).toBe(200)
  // A region without its storage has lost all of them, and a stranger learns nothing.
  const without = must(await check('', coldIsolate({ FILES: undefined })), 200)
  expect(without.body.findings).toHaveLength(24)
  expect((await asOfficial('supervisor', 'GET', '/approvals/v1/evidence/files')).status).toBe(403)
})
