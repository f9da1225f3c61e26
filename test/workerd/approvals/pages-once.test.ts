import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applicantOf, formOf, pagesOver, type Somebody, somebody } from '../../pages.ts'

/** What is answered once, such as what a one-time code shows: a reload shows it again, and uses up and reports nothing. */
const VERDICT = {
  valid: true,
  state: 'valid',
  reasons: [],
  warnings: [{ code: 'once', zh: '仅此一次', en: 'this once' }],
  licence: null,
  issuer: null,
  claims: {},
  status: null,
  checkedAt: 0,
}
const asked: string[] = []
const { ask } = pagesOver(async (request) => {
  asked.push(new URL(request.url).pathname)
  return Response.json(VERDICT)
})

beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 23, 2) })
})
afterEach(() => {
  vi.useRealTimers()
})

const ONCE = '0a8f5a34-3d29-4b8c-9a39-5d3a4c1f0b11'
const CODE = 'ABCDEFGHJKMNPQRSTVWXYZ0123'
const send = (who: Somebody, once: string, more = '', code = CODE) => {
  const form = formOf(who, { code, once })
  return ask('/verify/code', { ...form, headers: { ...form.headers, Cookie: `${who.cookie}; ${more}` } })
}
const keptIn = ({ cookies }: { readonly cookies: readonly string[] }) =>
  cookies.find((text) => text.startsWith('__Host-tongban-answer='))?.split(';')[0] ?? ''

test('is what a code has shown shown again on a reload, without the code being used again?', async () => {
  const me = await somebody(null)
  const first = await send(me, ONCE)
  expect([first.status, asked.length]).toEqual([200, 1])
  const kept = keptIn(first)
  expect(kept).toMatch(/^__Host-tongban-answer=v1\./)
  expect(kept).not.toContain(btoa('this once').slice(0, 8))
  const again = await send(me, ONCE, kept)
  expect([again.status, asked.length]).toEqual([200, 1])
  expect(again.text).toContain('仅此一次')
})

test('is another form asked anew, and so are one whose answer was changed, and one sent ten minutes later?', async () => {
  const me = await somebody(null)
  const kept = keptIn(await send(me, ONCE))
  await send(me, '0a8f5a34-3d29-4b8c-9a39-5d3a4c1f0b12', kept)
  await send(me, ONCE, `${kept.slice(0, -4)}AAAA`)
  await send(me, ONCE)
  expect(asked).toHaveLength(4)
  vi.setSystemTime(Date.now() + 600_000)
  await send(me, ONCE, kept)
  expect(asked).toHaveLength(5)
})

test('is another question under the same form, or the same by somebody else, never given that answer?', async () => {
  const me = await somebody(null)
  const kept = keptIn(await send(me, ONCE))
  await send(me, ONCE, kept, 'ABCDEFGHJKMNPQRSTVWXYZ0124')
  await send(await somebody(await applicantOf('519999195001019013')), ONCE, kept)
  const elsewhere = me.cookie.replace(/(__Host-tongban-form=)[^;]*/, '$100000000-0000-4000-8000-000000000001')
  await send({ ...me, cookie: elsewhere }, ONCE, kept)
  // The last one's form is forged, and not even asked.
  expect(asked).toHaveLength(3)
})
