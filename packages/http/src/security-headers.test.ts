import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { API_HEADERS, apiHeaders } from './security-headers.ts'

test('does an answer made whole at once carry the very headers the middleware sets?', async () => {
  const app = new Hono()
  app.use(apiHeaders)
  app.get('/', () => new Response(null))
  const { headers } = await app.fetch(new Request('http://door.invalid/'))
  expect(Object.fromEntries(headers)).toEqual(API_HEADERS)
})
