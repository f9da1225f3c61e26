import { expect, test } from 'vitest'
import { unlessUnchanged } from './not-modified.ts'

const answer = (headers: Record<string, string>, status = 200) => new Response('{}', { status, headers })
const asking = (tag?: string) =>
  new Request('http://region.test/', { headers: tag === undefined ? {} : { 'If-None-Match': tag } })
const CACHED = { ETag: '"a1"', 'Cache-Control': 'public, max-age=9', 'Content-Type': 'application/json' }

test.each(['"a1"', 'W/"a1"', '"b", "a1"', '*'])(
  'is whoever has it already (%s) sent nothing more?',
  async (tag) => {
    const response = unlessUnchanged(asking(tag), CACHED.ETag, answer(CACHED))
    expect([response.status, await response.text()]).toEqual([304, ''])
    expect(response.headers.get('ETag')).toBe('"a1"')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=9')
    expect(response.headers.get('Content-Type')).toBeNull()
  },
)

test.each([
  ['has another', asking('"b"'), answer(CACHED)],
  ['has none', asking(), answer(CACHED)],
  ['asks for what has no tag', asking('*'), answer({})],
  ['was refused', asking('"a1"'), answer(CACHED, 404)],
])('is whoever %s sent the whole?', (_, request, response) => {
  expect(unlessUnchanged(request, response.headers.get('ETag') ?? undefined, response)).toBe(response)
})
