import { expect, test } from 'vitest'
import * as z from 'zod'
import { parseInput, said } from './parse.ts'

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  age: z.int(),
  agreed: z.boolean(),
  list: z.array(z.string()).min(1).max(2),
  place: z.strictObject({ code: z.string().regex(/^\d+$/) }),
  phone: z.string().regex(/^\d{11}$/, { error: said('应为手机号码。', 'Must be a mobile number.') }),
  kind: z.enum(['a', 'b']),
  delivery: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('post') })]),
})
const GOOD = {
  name: 'x',
  age: 1,
  agreed: true,
  list: ['x'],
  place: { code: '1' },
  phone: '13900000000',
  kind: 'a',
  delivery: { kind: 'post' },
}

/** What is said of the first error of the good input with `more` in it. */
function saidOf(more: { readonly [key: string]: unknown }) {
  const read = parseInput(schema, { ...GOOD, ...more })
  if (read.ok || read.failure.code !== 'invalidInput') throw new Error('the input was taken')
  return read.failure.errors[0]
}

test('is a field that was left out asked for, whatever its type, in both languages?', () => {
  for (const key of Object.keys(GOOD)) {
    expect(saidOf({ [key]: undefined })).toEqual({
      pointer: `/${key}`,
      zh: '请填写此项。',
      en: 'Fill this in.',
    })
  }
  expect(saidOf({ name: '' })).toMatchObject({ pointer: '/name', zh: '请填写此项。' })
})

test.each([
  [{ name: 1 }, '应为文字。'],
  [{ name: 'sixsix' }, '至多 5 个字符。'],
  [{ age: 'x' }, '应为数字。'],
  [{ agreed: 'x' }, '应为“是”（true）或“否”（false）。'],
  [{ list: 'x' }, '格式不正确。'],
  [{ list: [] }, '至少 1 项。'],
  [{ place: 'x' }, '格式不正确。'],
  [{ place: { code: 'x' } }, '格式不正确。'],
  [{ delivery: { kind: 'pigeon' } }, '格式不正确。'],
  [{ phone: 'x' }, '应为手机号码。'],
  [{ more: 1 }, '不是可填写的项目。'],
])('is %j answered in plain words: %s', (more, zh) => {
  const error = saidOf(more)
  expect(error?.zh).toBe(zh)
  expect(error?.en).toMatch(/^[\x20-\x7e]+$/)
})

test.each([
  [0, '不能小于 1。', 'Must be at least 1.'],
  [101, '不能大于 100。', 'Must be at most 100.'],
])('is %j, which is out of bounds, answered in plain words?', (limit, zh, en) => {
  const read = parseInput(z.strictObject({ limit: z.coerce.number().int().min(1).max(100) }), { limit })
  expect(read).toMatchObject({ failure: { errors: [{ pointer: '/limit', zh, en }] } })
})
