import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { fitterOf, NO_FIT } from './fit.ts'

const inner = z.object({ zh: z.string(), en: z.string() })
const schema = z.object({
  number: z.string().nullable(),
  outcome: z.enum(['approve', 'refer']),
  day: z.string().regex(/^\d$/).nullable(),
  reasons: z.array(inner.extend({ dates: z.record(z.string(), z.string()) })),
  result: z.record(z.string(), z.unknown()).nullable(),
  cure: inner.optional(),
  elapsed: z.int(),
  amount: z.number(),
  small: z.number().max(3).optional(),
  last: z.boolean().default(true),
  extra: z.unknown(),
  strict: z.strictObject({ a: z.string() }).optional(),
  either: z.union([z.string(), z.number()]).optional(),
  formed: z
    .union([
      z.strictObject({ a: z.string().trim(), n: z.int().optional() }),
      z.object({ a: z.string() }),
      z.strictObject({ kind: z.string(), address: z.string().optional() }),
    ])
    .optional(),
  oneAlone: z.xor([z.object({ a: z.unknown() }), z.object({ b: z.unknown() })]).optional(),
  checked: z
    .union([z.string().trim(), z.array(z.unknown())])
    .refine((value) => value.length < 3)
    .optional(),
  line: z
    .string()
    .trim()
    .min(2)
    .max(4)
    .refine((value) => !/\p{Cc}/u.test(value))
    .optional(),
  list: z
    .array(z.strictObject({ code: z.string().trim().min(1), more: z.string().optional() }))
    .max(2)
    .optional(),
  named: z.record(z.string().max(3), z.unknown()).optional(),
  delivery: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('electronic') }),
      z.strictObject({ kind: z.enum(['post', 'courier']), address: z.string().min(1) }),
    ])
    .optional(),
  flag: z
    .boolean()
    .refine((value) => value)
    .optional(),
  count: z.int().min(1).max(5).optional(),
  pairs: z
    .array(z.tuple([z.string().max(4), z.string().regex(/^[0-9a-f]$/)]))
    .max(2)
    .optional(),
  either2: z
    .strictObject({ a: z.array(z.unknown()).max(2), b: z.array(z.string()).default([]) })
    .refine(({ a, b }) => a.length + b.length > 0)
    .optional(),
  maybe: z
    .string()
    .nullable()
    .refine((value) => value !== 'x')
    .optional(),
})

/** Values of the right shape with, now and then, one thing put in its place, taken out or added. */
const oddity = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x',
  1,
  1.5,
  Number.NaN,
  -0,
  2 ** 60,
  true,
  [],
  {},
  [1],
  ' ',
  'abcde',
  '𠮷𠮷𠮷𠮷',
  'a\u0007b',
  { kind: 'post' },
  { kind: 'post', address: '', more: 1 },
  { kind: 'electronic', address: 'x' },
  [{ code: 'a' }, { code: 'b' }, { code: 'c' }],
  [{ code: ' ' }],
  [{ code: 'a', other: 1 }],
  [['a', 'f']],
  [['a', 'f', 'x']],
  [['a']],
  [['a', undefined]],
  [['abcde', 'f']],
  6,
  { a: [] },
  { a: [], b: ['x'] },
  { a: [1, 2, 3] },
  { a: ' x ' },
  { a: 'x', n: 1.5 },
  { a: ' x ', more: 1 },
  { b: 1 },
  { toolong: 1 },
  false,
)
const words = fc.record(
  { zh: fc.string(), en: fc.string(), surplus: fc.string() },
  { requiredKeys: ['zh', 'en'] },
)
const key = fc.string().filter((name) => name !== '__proto__')
const sound = fc.record(
  {
    number: fc.option(fc.string()),
    outcome: fc.constantFrom('approve', 'refer'),
    day: fc.option(fc.constantFrom('1', '7')),
    reasons: fc.array(
      fc.record({
        zh: fc.string(),
        en: fc.string(),
        dates: fc.dictionary(key, fc.string()),
        more: fc.nat(),
      }),
      { maxLength: 2 },
    ),
    result: fc.option(fc.dictionary(key, fc.jsonValue())),
    cure: words,
    elapsed: fc.nat(),
    amount: fc.double({ noNaN: true, noDefaultInfinity: true }),
    small: fc.integer({ max: 3, min: 0 }),
    last: fc.boolean(),
    extra: fc.jsonValue(),
    strict: fc.constant({ a: 'a' }),
    either: fc.oneof(fc.string(), fc.nat()),
    formed: fc.constantFrom({ a: ' x ' }, { a: 'x', n: 1 }, { a: ' x ', more: 1 }, { kind: 'k' }),
    oneAlone: fc.constantFrom({ a: 1 }, { b: 1, c: 2 }),
    checked: fc.constantFrom(' x ', [1]),
    line: fc.constantFrom('ab', ' abc ', 'äöü', 'a𠮷b'),
    list: fc.array(fc.constantFrom({ code: 'a' }, { code: ' b ', more: '' }), { maxLength: 2 }),
    named: fc.dictionary(fc.constantFrom('a', 'bb', 'ccc'), fc.jsonValue()),
    delivery: fc.constantFrom({ kind: 'electronic' }, { kind: 'post', address: 'x' }),
    flag: fc.constant(true),
    count: fc.integer({ min: 1, max: 5 }),
    pairs: fc.array(fc.constantFrom(['a', 'f'], ['', '0']), { maxLength: 2 }),
    either2: fc.constantFrom({ a: [1] }, { a: [], b: ['x'] }),
    maybe: fc.option(fc.constantFrom('y', '')),
    secret: fc.string(),
  },
  { requiredKeys: ['number', 'outcome', 'day', 'reasons', 'result', 'elapsed', 'amount', 'extra'] },
)
const odd = fc
  .tuple(sound, fc.option(fc.constantFrom(...Object.keys(schema.shape))), oddity)
  .map(([value, field, wrong]) => (field === null ? value : { ...value, [field]: wrong }))

test('does what fits say what zod says, and is nothing sent that the schema does not name?', () => {
  const fit = fitterOf(schema)
  fc.assert(
    fc.property(odd, (value) => {
      const read = schema.safeParse(value)
      const fitted = fit(value)
      // What is refused is always left to zod; what is accepted is accepted by zod and is the same on the wire.
      if (fitted === NO_FIT) return
      expect(read.success).toBe(true)
      expect(fitted).toEqual(read.data)
      expect(JSON.stringify(fitted)).toBe(JSON.stringify(read.data))
    }),
    { numRuns: 1500 },
  )
})

test('is an answer as services make it taken without a walk through zod?', () => {
  const fit = fitterOf(schema)
  fc.assert(
    fc.property(sound, (value) => {
      expect(fit(value)).not.toBe(NO_FIT)
    }),
  )
})

test('is a key that could change the prototype left to zod?', () => {
  const fit = fitterOf(z.record(z.string(), z.unknown()))
  expect(fit(JSON.parse('{"__proto__":1}'))).toBe(NO_FIT)
  expect(fit([])).toBe(NO_FIT)
  expect(fit(new Map())).toBe(NO_FIT)
  expect(fitterOf(z.strictObject({}))(JSON.parse('{"__proto__":1}'))).toBe(NO_FIT)
  expect(fitterOf(z.array(z.string()).max(1))(['a', 'b'])).toBe(NO_FIT)
  expect(fitterOf(z.email())('x')).toBe(NO_FIT)
})
