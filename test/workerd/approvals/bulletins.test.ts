import { verifySigned } from '@tongban/evidence'
import { canonicalJson, type Json, type Role, sha256Hex } from '@tongban/kernel'
import { oversightJobsOf, signBulletin } from '@tongban/services'
import { beforeAll, expect, test, vi } from 'vitest'
import { advertising, CHECK, decided, handIn, on, take } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { allowance, apply, DB, must, newcomer, publish, RULES, sign, tokenOf, worker } from '../../region.ts'

/** Digests and bulletins through the door: drafted by cron, published once with a signature, corrected by a new version. */

const PATH = '/supervision/v1/bulletins'
const READER = {
  supervisor: 'services',
  head: 'city-management',
  handler: 'city-management',
  auditor: 'services',
} as const

async function as(role: keyof typeof READER, method: string, path: string, body?: object): Promise<Answered> {
  const token = await sign(`${role}-b`, official(role as Role, READER[role]))
  return ask(worker, token, method, `${PATH}${path}`, body)
}
async function cron(): Promise<readonly string[]> {
  const jobs = oversightJobsOf(await clockContext())
  return [await jobs.rollUp(), await jobs.draftBulletins()]
}
type Listed = {
  readonly id: string
  readonly period: string
  readonly state: string
  readonly version: number
}
/** Guarantee: the door answers by its contract. */
const listed = ({ body }: Answered) => body.bulletins as readonly Listed[]
const list = async (kind: string, role: keyof typeof READER = 'supervisor') =>
  listed(must(await as(role, 'GET', `?kind=${kind}`), 200))
const read = async (id: string, role: keyof typeof READER = 'supervisor') =>
  must(await as(role, 'GET', `/${id}`), 200).body

const first = async (kind: string) => {
  const [newest] = await list(kind)
  if (newest === undefined) throw new Error('none')
  return newest.id
}

beforeAll(async () => {
  // Monday 2 November 2026.
  on('2026-11-02', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'], { effectiveOn: '2026-11-02' })
  const who = await newcomer()
  must(await apply(await tokenOf(who), allowance(who)), 201)
  on('2026-11-03')
  await decided('refuse')
  const left = await handIn((person) => advertising(person))
  must(await take(left, 'handler', 'inspect', CHECK), 200)
  await DB.prepare(
    `INSERT INTO watched_clocks (kind, subject, clock_key, epoch, step, basis, law, scope, item_code, department, post,
       from_at, from_on, unit, length, due_on, due_at, provisional, status, stages, policy, changed_at)
     VALUES ('case', ?, 'x', 1, 'decision', 'promise', 'x', 'whole', '=cmd', 'city-management', '经办人',
       0, '2026-11-03', 'workday', 5, '2026-11-10', 1, 0, 'running', '[]', 'standard', 0)
     ON CONFLICT DO NOTHING`,
  )
    .bind(left.number)
    .run()
})

test('is the digest of each day made once it is over, and only once the figures hold it?', async () => {
  on('2026-11-04', '08:00')
  const jobs = oversightJobsOf(await clockContext())
  expect(await jobs.draftBulletins()).toBe('nothing new, the figures are behind')
  expect(await cron()).toEqual([
    expect.stringMatching(/caught up$/),
    'drafted daily 2026-11-02, daily 2026-11-03',
  ])
  expect(await cron()).toEqual(['counted 0, caught up', 'nothing new'])
  const days = await list('daily')
  expect(days.map(({ period, state }) => `${period} ${state}`)).toEqual([
    '2026-11-03 made',
    '2026-11-02 made',
  ])
})

test('does the head of a department see the region and the part of their own, and no one else anything?', async () => {
  const [, monday] = await list('daily')
  const id = monday?.id ?? ''
  const all = await read(id)
  const own = await read(id, 'head')
  /** Guarantee: by the contract. */
  const content = (view: Answered['body']) =>
    view.content as { all: { figures: object }; departments: { department: string }[] }
  expect(content(all).all.figures).toMatchObject({
    received: 1,
    decided: 1,
    instant: { hits: 1, of: 1, rate: 1 },
  })
  expect(content(own).departments.map(({ department }) => department)).toEqual(['city-management'])
  expect(content(all).departments.length).toBeGreaterThan(3)
  expect([all.digest, own.digest]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), null])
  expect((await as('handler', 'GET', `/${id}`)).status).toBe(403)
})

test('is the bulletin drafted on the first working day of the month, and does a draft follow the figures?', async () => {
  on('2026-11-30', '23:00')
  await cron()
  expect(await list('monthly')).toEqual([])
  on('2026-12-01', '09:00')
  const [, drafted] = await cron()
  expect(drafted).toContain('monthly 2026-11')
  const id = await first('monthly')
  const before = await read(id)
  expect(before).toMatchObject({
    state: 'draft',
    version: 1,
    statement: null,
    content: {
      notice: expect.stringContaining('演示数据，不具效力'),
      all: {
        figures: {
          received: 3,
          decided: 2,
          endings: { granted: 1, refused: 1 },
          instant: { hits: 1, of: 2 },
          online: { hits: 2, of: 2 },
          oneVisit: { hits: 2, of: 2 },
          onSpot: { hits: 0, of: 2 },
        },
        previous: { received: 0, decided: 0 },
      },
    },
  })
  on('2026-12-02', '09:00')
  expect((await cron())[1]).toContain('monthly 2026-11')
  expect(await first('monthly')).toBe(id)
  expect((await read(id)).digest).not.toBe(before.digest)
  expect((await as('head', 'GET', `/${id}`)).status).toBe(404)
})

test('can only a supervisor publish, and only what they have read?', async () => {
  const id = await first('monthly')
  const { digest } = await read(id)
  expect((await as('auditor', 'POST', `/${id}/publish`, { digest })).status).toBe(403)
  const stale = await as('supervisor', 'POST', `/${id}/publish`, { digest: 'ab'.repeat(32) })
  expect([stale.status, stale.text]).toEqual([422, expect.stringContaining('草稿在您阅读之后已经更新')])
  expect((await read(id)).state).toBe('draft')
  const daily = await first('daily')
  const digestOfDay = (await read(daily)).digest
  expect((await as('supervisor', 'POST', `/${daily}/publish`, { digest: digestOfDay })).status).toBe(404)
})

test('is what is published signed by the audit key over exactly what is shown, and fixed?', async () => {
  const id = await first('monthly')
  const { digest } = await read(id)
  // Two at once: both are told what is published, and it is published once.
  const both = await Promise.all([1, 2].map(() => as('supervisor', 'POST', `/${id}/publish`, { digest })))
  const [one, other] = both.map((answered) => must(answered, 200).body.statement)
  expect(one).toBe(other)
  const published = await read(id, 'head')
  const keys = await ask(worker, null, 'GET', '/approvals/v1/evidence/keys')
  /** Guarantee: by the contract. */
  const publicKeys = keys.body.keys as Parameters<typeof verifySigned>[0]
  const verified = await verifySigned(publicKeys, 'tongban-bulletin', String(published.statement))
  expect(verified).toMatchObject({
    ok: true,
    value: {
      statement: {
        region: '510116',
        id,
        kind: 'monthly',
        period: '2026-11',
        version: 1,
        digest,
        corrects: null,
      },
    },
  })
  // Anybody digests what is shown and comes to the digest that is signed.
  expect(await sha256Hex(canonicalJson(published.content as Json))).toBe(digest)
  const row = await DB.prepare('SELECT * FROM bulletins WHERE id = ?').bind(id).first()
  on('2026-12-03', '09:00')
  const again = must(await as('supervisor', 'POST', `/${id}/publish`, { digest }), 200)
  expect(again.body.publishedAt).toBe(published.publishedAt)
  await cron()
  expect(await DB.prepare('SELECT * FROM bulletins WHERE id = ?').bind(id).first()).toEqual(row)
})

test('does the holder of the audit key sign nothing but a draft as it stands?', async () => {
  const id = await first('monthly')
  const context = await clockContext()
  const { digest } = await read(id)
  expect(await signBulletin(context, { id, digest: String(digest) })).toBeNull()
  const corrected = await as('supervisor', 'POST', `/${id}/corrections`, { reason: '试签' })
  const draft = must(corrected, 201).body
  const changed = { id: String(draft.id), digest: String(draft.digest) }
  await DB.prepare("UPDATE bulletins SET content = content || ' ' WHERE id = ?").bind(changed.id).run()
  await expect(signBulletin(context, changed)).rejects.toThrow('content')
  await DB.prepare('DELETE FROM bulletins WHERE id = ?').bind(changed.id).run()
})

test('is a correction a new version that names the earlier one and says why, and the earlier one as it was?', async () => {
  const id = await first('monthly')
  const before = await read(id)
  const draft = must(await as('supervisor', 'POST', `/${id}/corrections`, { reason: '=补记一件' }), 201).body
  expect(draft).toMatchObject({
    version: 2,
    state: 'draft',
    corrects: id,
    content: { corrects: { id, version: 1, reason: '=补记一件' } },
  })
  const second = await as('supervisor', 'POST', `/${id}/corrections`, { reason: '再来一次' })
  expect([second.status, second.text]).toEqual([422, expect.stringContaining('最新一版')])
  // The draft of a correction follows the figures and keeps its reason.
  on('2026-12-04', '09:00')
  await cron()
  const followed = await read(String(draft.id))
  expect(followed).toMatchObject({
    version: 2,
    content: { corrects: { id, version: 1, reason: '=补记一件' } },
  })
  must(await as('supervisor', 'POST', `/${draft.id}/publish`, { digest: followed.digest }), 200)
  expect(await read(id)).toEqual({ ...before, newest: draft.id })
})

test('are CSV and print the same figures, without a formula, a script or anything unsaid?', async () => {
  const id = await first('monthly')
  const csv = must(await as('supervisor', 'GET', `/${id}/figures.csv`), 200)
  expect(csv.headers.get('Content-Disposition')).toBe(
    'attachment; filename="bulletin-monthly-2026-11-v2.csv"',
  )
  expect(csv.text).toContain('按时办结率')
  expect(csv.text).toContain('更正第 1 版，原因：=补记一件')
  const cells = csv.text.split('\r\n').flatMap((line) => line.split(','))
  expect(cells.filter((cell) => /^"?[=+@]/.test(cell))).toEqual([])
  expect(csv.text).toContain("'=cmd")
  const page = must(await as('supervisor', 'GET', `/${id}/print`), 200)
  expect(page.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(page.text).toContain('演示数据，不具效力')
  expect(page.text).toContain('截至 2026-12-04 09:00:00')
  expect(page.text).toContain('本机关在本期内作出结果的办件')
  expect(page.text).not.toMatch(/<script|https?:\/\//)
  expect(page.text).toContain('50.00%')
})

test('are the pages of the list sealed, and is a cursor of another kind refused?', async () => {
  const one = must(await as('supervisor', 'GET', '?kind=daily&limit=1'), 200)
  expect(listed(one)).toHaveLength(1)
  const next = new URL(String(one.body.next), 'http://region.test')
  const two = listed(must(await as('supervisor', 'GET', next.search), 200))
  expect(two.map(({ id }) => id)).not.toContain(listed(one)[0]?.id)
  next.searchParams.set('kind', 'monthly')
  expect((await as('supervisor', 'GET', next.search)).status).toBe(422)
})

vi.setConfig({ testTimeout: 15_000 })
