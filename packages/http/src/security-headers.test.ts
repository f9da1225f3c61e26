import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { API_HEADERS, apiHeaders, POLICY, pageHeaders } from './security-headers.ts'

test('does an answer made whole at once carry the very headers the middleware sets?', async () => {
  const app = new Hono()
  app.use(apiHeaders)
  app.get('/', () => new Response(null))
  const { headers } = await app.fetch(new Request('http://door.invalid/'))
  expect(Object.fromEntries(headers)).toEqual(API_HEADERS)
})

test('does an answer that leaves all but its policy to the gateway leave it with the very same headers?', async () => {
  const gateway = new Hono()
  gateway.use(pageHeaders)
  gateway.get('/', () => new Response(null, { headers: POLICY }))
  const { headers } = await gateway.fetch(new Request('http://gateway.invalid/'))
  expect(Object.fromEntries(headers)).toEqual(API_HEADERS)
})
