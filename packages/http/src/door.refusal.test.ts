import { describe, expect, test } from 'vitest'
import { bearer, environment, logged, send } from '../test/sample-door.ts'
import { problemSchema } from './problem.ts'

const headers = async () => ({
  'Content-Type': 'application/json',
  'Idempotency-Key': 'key-00001',
  ...(await bearer()),
})
const post = async (body: BodyInit, more: Record<string, string> = {}) =>
  send('/sample/v1/notes', { method: 'POST', headers: { ...(await headers()), ...more }, body })

test('is a problem said in Chinese unless English is asked for?', async () => {
  const zh = await send('/sample/v1/none')
  expect(zh.body).toEqual({
    type: '/docs/problems#notFound',
    title: '未找到',
    status: 404,
    detail: '该地址不存在，或当前身份不能查看。请核对编号。',
    code: 'notFound',
    requestId: zh.headers.get('X-Request-Id'),
  })
  expect(zh.headers.get('Content-Type')).toBe('application/problem+json')
  expect(zh.headers.get('Content-Language')).toBe('zh-CN')
  const en = await send('/sample/v1/none', { headers: { 'Accept-Language': 'en-GB,zh;q=0.5' } })
  expect(en.body).toMatchObject({ title: 'Not found' })
  expect(en.headers.get('Content-Language')).toBe('en')
})

test('which methods does a known address take?', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const { status, body, headers } = await send('/sample/v1/notes', { method })
    expect([status, headers.get('Allow')]).toEqual([405, 'GET, POST'])
    expect(body).toMatchObject({ code: 'methodNotAllowed' })
  }
})

describe('which bodies are refused, and does the answer repeat nothing of them?', () => {
  const deep = `{"name":${'['.repeat(100)}${']'.repeat(100)},"pages":1}`
  const cases: [name: string, body: BodyInit, status: number, code: string, pointers: string[]][] = [
    ['not JSON', '王小明', 400, 'notJson', []],
    ['a form', new URLSearchParams({ name: '王小明' }), 400, 'notJson', []],
    ['nothing', '', 400, 'notJson', []],
    ['a key twice', '{"name":"王小明","name":"王小明","pages":1}', 400, 'notJson', []],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'notJson', []],
    ['2 MiB', `{"name":"${'王'.repeat(700_000)}","pages":1}`, 413, 'bodyTooLarge', []],
    ['deep nesting', deep, 422, 'invalidInput', ['/name/0'.padEnd(5 + 31 * 2, '/0')]],
    ['NUL', '{"name":"王小明\\u0000","pages":1}', 422, 'invalidInput', ['/name']],
    ['2^53', '{"name":"王小明","pages":9007199254740993}', 422, 'invalidInput', ['/pages']],
    ['wrong types', '{"name":12345678,"pages":"王小明"}', 422, 'invalidInput', ['/name', '/pages']],
    ['an array', '[{"name":"王小明","pages":1}]', 422, 'invalidInput', ['']],
    ['null', 'null', 422, 'invalidInput', ['']],
    ['a missing field', '{"name":"王小明"}', 422, 'invalidInput', ['/pages']],
    ['an unknown field', '{"name":"王小明","pages":1,"x/y":"12345678"}', 422, 'invalidInput', ['/x~1y']],
    [
      'eleven characters beyond the BMP',
      `{"name":"${'𠮷'.repeat(11)}","pages":1}`,
      422,
      'invalidInput',
      ['/name'],
    ],
  ]
  test.each(cases)('%s', async (_, body, status, code, pointers) => {
    const answer = await send('/sample/v1/notes', {
      method: 'POST',
      headers: {
        ...(await headers()),
        ...(body instanceof URLSearchParams ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
      body,
    })
    expect([answer.status, answer.body]).toMatchObject([status, { code }])
    const { errors = [] } = problemSchema.parse(answer.body)
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers)
    expect(answer.text).not.toMatch(/王小明|12345678|9007199254740993/)
  })
})

test('is each error said in the language asked for, the product’s own words too?', async () => {
  const own = '{"name":"拒绝","pages":1}'
  expect((await post(own)).body).toMatchObject({ errors: [{ pointer: '', detail: '不能用这个名字。' }] })
  expect((await post(own, { 'Accept-Language': 'en' })).body).toMatchObject({
    errors: [{ detail: 'That name cannot be used.' }],
  })
  const typed = '{"name":"","pages":0.5}'
  expect((await post(typed)).text).toMatch(/[\u4e00-\u9fff]/)
  const en = problemSchema.parse((await post(typed, { 'Accept-Language': 'en' })).body)
  expect(en.errors).toHaveLength(2)
  for (const { detail } of en.errors ?? []) expect(detail).not.toMatch(/[\u4e00-\u9fff]/)
})

test('is a body that is longer than it says, or does not say, cut off?', async () => {
  const chunk = new TextEncoder().encode(' '.repeat(65_536))
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += chunk.byteLength
      controller.enqueue(chunk)
    },
  })
  const init = {
    method: 'POST',
    headers: { ...(await headers()), 'Content-Length': '10' },
    body,
    duplex: 'half',
  }
  expect(await send('/sample/v1/notes', init)).toMatchObject({ status: 413 })
  expect(sent).toBeLessThan(2_000_000)
})

test('is a stated length over the limit refused before anything is read?', async () => {
  expect(await post('{}', { 'Content-Length': '2097152' })).toMatchObject({ status: 413 })
})

test('which Idempotency-Keys are refused?', async () => {
  for (const key of ['', 'short', 'has space', 'a'.repeat(129)]) {
    const { status, body } = await post('{"name":"a","pages":1}', { 'Idempotency-Key': key })
    expect([status, body]).toMatchObject([400, { code: 'idempotencyKeyMissing' }])
  }
})

test('are query and path checked, with their own place in the pointer?', async () => {
  for (const query of ['limit=51', 'limit=x', 'limit=1&limit=2']) {
    expect((await send(`/sample/v1/notes?${query}`)).body).toMatchObject({
      errors: [{ pointer: '/query/limit' }],
    })
  }
  const { body } = await send('/sample/v1/notes/x', { headers: await bearer() })
  expect(body).toMatchObject({ status: 422, errors: [{ pointer: '/params/number' }] })
})

test('does a failure of the service become its problem?', async () => {
  const { status, body } = await post('{"name":"关闭","pages":1}')
  expect([status, body]).toMatchObject([409, { code: 'stepNotPossible' }])
})

describe('what does a caller learn when something throws, and what does the log keep?', () => {
  test('a lost database: come again', async () => {
    logged.length = 0
    const { status, body, headers } = await send('/sample/v1/notes/2', { headers: await bearer() })
    expect([status, body]).toMatchObject([503, { code: 'unavailable' }])
    expect(headers.get('Retry-After')).toBe('5')
    expect(logged[0]).toMatchObject({ level: 'error', event: 'outage', route: '/sample/v1/notes/{number}' })
    expect(JSON.stringify(logged)).not.toMatch(/王小明|510116199001010015/)
    expect(JSON.stringify(logged)).toContain('Network connection lost')
  })

  test.each(['3', '4'])('a bug (%s): nothing but the request id', async (number) => {
    logged.length = 0
    const { status, body, text, headers } = await send(`/sample/v1/notes/${number}`, {
      headers: await bearer(),
    })
    expect([status, body]).toMatchObject([500, { code: 'internal', requestId: headers.get('X-Request-Id') }])
    expect(text).not.toMatch(/bug|contract|at .*\.ts|王小明/)
    expect(logged[0]).toMatchObject({ level: 'error', event: 'bug', requestId: headers.get('X-Request-Id') })
    expect(logged[1]).toMatchObject({ event: 'request', status: 500, failure: 'internal' })
    expect(JSON.stringify(logged)).not.toMatch(/王小明|510116199001010015/)
  })

  test('a wrong configuration: the log names the variable and no value', async () => {
    logged.length = 0
    const { TONGBAN_OIDC_ISSUER: _, ...rest } = environment
    const { status } = await send('/sample/v1/notes', { env: { ...rest, TONGBAN_REGION: '五一' } })
    expect(status).toBe(500)
    expect(logged[0]).toMatchObject({ error: 'EnvironmentError' })
    expect(logged[0]?.message).toMatch(/TONGBAN_REGION: .*TONGBAN_OIDC_ISSUER: /)
    expect(JSON.stringify(logged)).not.toContain('五一')
  })
})
