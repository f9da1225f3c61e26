import { expect, test } from 'vitest'
import { ask } from '../../kit.ts'
import { worker } from '../../region.ts'

/** The option dictionary, for anyone and for caches. */
const get = (query = '', headers: Record<string, string> = {}) =>
  ask(worker, null, 'GET', `/evaluations/v1/dictionary${query}`, undefined, headers)

test('does anyone read the forty options, and is whoever has them told so and sent nothing more?', async () => {
  const first = await get()
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({ version: '2021', mostTextCharacters: 500 })
  expect(first.text.match(/"code":"\d{3}"/g)).toHaveLength(40)
  expect(first.headers.get('Cache-Control')).toBe('public, max-age=3600')
  const tag = first.headers.get('ETag') ?? ''
  const again = await get('', { 'If-None-Match': tag })
  expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', tag])
  expect((await get('?version=2021')).text).toBe(first.text)
})

test('is a version nobody published refused, and anything else that is asked for?', async () => {
  for (const query of ['?version=2099', '?version=', '?on=2026-01-01']) {
    const refused = await get(query)
    expect([query, refused.status, refused.body.code]).toEqual([query, 422, 'invalidInput'])
    expect(refused.headers.get('ETag')).toBeNull()
  }
})
