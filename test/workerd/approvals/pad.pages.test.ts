import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openPages } from '../../counted-pages.ts'
import { asApp, issueKeyTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { countOf, servedAtWindow } from '../../rated.ts'
import { must, NOW, newcomer, nextKey, publish, RULES, sign, worker } from '../../region.ts'

/** The pad of a window as a page 窗口评价器: set up once by its key, which then stands for it and for nobody else. */
const SET_UP = '/rate/pad/terminal'
const pages = openPages([])
let now = NOW
beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
afterEach(() => {
  now += 60 * 60_000
  vi.setSystemTime(now)
})

const padKey = () => issueKeyTo(['evaluate'], { terminal: { department: 'services', window: 'window' } })
const setUp = async (key: string) => {
  const answer = await pages.post(SET_UP, { key }, '')
  return { answer, cookie: pages.cookiesOf(answer).find((text) => text.includes('tongban-pad=')) ?? '' }
}

test('does a pad show what was done at its window, keep its key to itself, and rate by its own channel?', async () => {
  const { authorization } = await padKey()
  const { answer, cookie } = await setUp(authorization)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/rate/pad'])
  expect(answer.headers.get('Set-Cookie')).toMatch(/HttpOnly; SameSite=Lax/)
  const [, secret = ''] = authorization.split('.')
  expect(cookie).not.toContain(secret)
  expect((await pages.look('/rate/pad', cookie)).text).toContain('暂无待评价的服务')

  await servedAtWindow(await newcomer())
  const shown = await pages.look('/rate/pad', cookie)
  expect(shown.text).toContain('高龄老人津贴')
  expect(shown.text).not.toContain(secret)
  expect(shown.trips).toBeLessThanOrEqual(2)
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(shown.text) ?? []
  const fields = { token, channel: 'pad', level: '5', stage: 'give' }
  const given = await pages.postFrom('/rate/pad', '/rate/pad/give', fields, cookie)
  expect([given.status, await countOf("evaluations WHERE channel = 'pad'")]).toEqual([200, 1])
  expect((await pages.look('/rate/pad', cookie)).text).toContain('暂无待评价的服务')
})

test('is a rating that says it is of a pad, sent by no pad, one of this site, and a made-up pad nobody?', async () => {
  const { authorization } = await padKey()
  await servedAtWindow(await newcomer())
  const { services } = must(await asApp({ authorization }, '/evaluations/v1/invitations'), 200).body as {
    services: { token: string }[]
  }
  const { cookie } = await setUp(authorization)
  const broken = `${cookie.slice(0, -4)}AAAA`
  expect((await pages.look('/rate/pad', broken)).text).not.toContain('刚才办理的服务')
  const before = await countOf("evaluations WHERE channel = 'pad'")
  const fields = { token: services[0]?.token ?? '', channel: 'pad', level: '4', stage: 'give' }
  expect((await pages.postFrom('/rate/pad', '/rate/pad/give', fields, broken)).status).toBe(200)
  expect(await countOf("evaluations WHERE channel = 'pad'")).toBe(before)
  expect(await countOf("evaluations WHERE channel = 'web'")).toBe(1)
})

test('is no other key taken, and does a revoked one end at the pad, which goes on by codes?', async () => {
  const bank = await issueKeyTo(['verify'])
  const kiosk = await issueKeyTo(['evaluate'], { terminal: { department: 'services' } })
  for (const key of ['', 'no key', 'nobody.nothing', bank.authorization, kiosk.authorization]) {
    const { answer, cookie } = await setUp(key)
    expect([key, answer.status, cookie]).toEqual([key, 400, ''])
  }
  const { keyId, authorization } = await padKey()
  const { cookie } = await setUp(authorization.replace('ApiKey ', ''))
  const admin = await sign('admin-1', official('admin', 'services'))
  must(
    await ask(
      worker,
      admin,
      'POST',
      `/admin/v1/api-keys/${keyId}/revoke`,
      {},
      { 'Idempotency-Key': nextKey() },
    ),
    200,
  )
  const { status, text } = await pages.look('/rate/pad', cookie)
  expect([status, text]).toEqual([200, expect.stringContaining('密钥已停用')])
  expect(text).toContain('id="token"')
  const removed = await pages.post(SET_UP, { act: 'remove' }, cookie)
  expect(removed.headers.get('Set-Cookie')).toContain('tongban-pad=;')
})
