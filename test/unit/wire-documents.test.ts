import { readFileSync, writeFileSync } from 'node:fs'
import {
  agreementActSchema,
  agreementSchema,
  agreementStandSchema,
  type Message,
  REFUSALS,
  VERDICT_CODES,
} from '@tongban/exchange'
import { evidenceSchema } from '@tongban/exchange/evidence'
import {
  checkBody,
  checkReceipt,
  digestOf,
  messageSchema,
  openExchangeKeys,
  openMessage,
  type PartnerKey,
  partnerKeysSchema,
  verifyAnswer,
  verifyRequest,
} from '@tongban/exchange/wire'

import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { readClauses } from '../../conformance/clauses.ts'
import { BREAKERS } from '../../conformance/mock/breakers.ts'
import { ALONE, SIDE_BY_SIDE } from '../../conformance/scenarios/index.ts'
import { type HeldKey, published } from '../../conformance/wire/keys.ts'
import { WORKED_AT, workedBytes, workedExample } from '../../conformance/worked-bytes.ts'
import { SIGNATURE_REFUSALS } from '../../packages/kernel/src/exchange-problems.ts'
import { submissionSchema, supplementSchema } from '../../packages/services/src/handovers/submission.ts'
import { receiveMessages } from '../../workers/exchange/src/messages/receive.ts'

/**
 * The pages a partner implements the protocol from: the bytes they show, the schemas beside them and the clauses. What is
 * shown was made by the conformance suite's own implementation of the wire, and is held against the product's here.
 */
const isWriting = process.env.WRITE_DOCUMENTS === '1'
const MARKS = /(<!-- worked bytes[^>]*-->\n)[\s\S]*(<!-- end of worked bytes -->)/

test.each([
  ['en', 'docs/protocol.md'],
  ['zh', 'docs/protocol.zh-CN.md'],
] as const)('are the worked bytes of the page (%s) those that are reckoned?', (language, path) => {
  const page = readFileSync(path, 'utf8')
  const due = page.replace(MARKS, (_, begin, end) => `${begin}\n${workedBytes(language)}\n${end}`)
  if (isWriting) writeFileSync(path, due)
  expect(readFileSync(path, 'utf8'), `${path} is out of date: npm run documents`).toBe(due)
})

const CODES = {
  'refusal codes': Object.entries(REFUSALS).map(([code, detail]) => {
    const [zh = '', en = ''] = detail.split('。')
    return { code, zh, en }
  }),
  'verdict codes': Object.entries(VERDICT_CODES).map(([code, { zh, en }]) => ({ code, zh, en })),
} as const

test.each([
  ['en', 'docs/protocol.md'],
  ['zh', 'docs/protocol.zh-CN.md'],
] as const)('are the codes by which a message is refused all on the page (%s)?', (language, path) => {
  let due = readFileSync(path, 'utf8')
  for (const [name, codes] of Object.entries(CODES)) {
    const rows = codes.map((each) => `| \`${each.code}\` | ${each[language]} |`)
    const table = ['| `code` | |', '|---|---|', ...rows].join('\n')
    const marks = new RegExp(`(<!-- ${name}:[^>]*-->\\n)[\\s\\S]*(<!-- end of ${name} -->)`)
    expect(due).toMatch(marks)
    due = due.replace(marks, (_, begin, end) => `${begin}\n${table}\n\n${end}`)
  }
  if (isWriting) writeFileSync(path, due)
  expect(readFileSync(path, 'utf8'), `${path} is out of date: npm run documents`).toBe(due)
})

test.each(['docs/protocol.md', 'docs/protocol.zh-CN.md'])(
  'does %s name every code, with its status, that an address of the wire may answer?',
  (path) => {
    const page = readFileSync(path, 'utf8')
    const rows = page.split('\n').filter((line) => /^\| \d{3} \| `/.test(line))
    const named = rows.flatMap((row) =>
      [...row.matchAll(/`(\w+)`/g)].map(([, code]) => `${row.slice(2, 5)} ${code}`),
    )
    const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Described
    const wire = Object.entries(paths).filter(([at]) => at.startsWith('/exchange/cx/'))
    const due = wire.flatMap(([, operations]) =>
      Object.values(operations).flatMap(({ responses = {} }) =>
        Object.entries(responses).flatMap(([status, { description = '' }]) =>
          Number(status) < 400
            ? []
            : [...description.matchAll(/`(\w+)`/g)].map(([, code]) => `${status} ${code}`),
        ),
      ),
    )
    expect(due.length).toBeGreaterThan(20)
    expect([...new Set(due)].filter((each) => !named.includes(each))).toEqual([])
    // And every reason for which a signature does not count.
    const reasons = rows.find((row) => row.includes('`signatureRefused`')) ?? ''
    expect(SIGNATURE_REFUSALS.filter((reason) => !reasons.includes(`\`${reason}\``))).toEqual([])
  },
)
type Described = {
  readonly paths: Readonly<
    Record<
      string,
      Record<string, { readonly responses?: Readonly<Record<string, { readonly description?: string }>> }>
    >
  >
}

const SCHEMAS: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['message', messageSchema],
  ['delivery', receiveMessages.contract.body ?? z.never()],
  ['delivery-receipt', receiveMessages.contract.answer.schema],
  ['keys', z.object({ keys: partnerKeysSchema })],
  ['agreement', agreementSchema],
  ['agreement-act', agreementActSchema],
  ['agreement-stand', agreementStandSchema],
  ['evidence', evidenceSchema],
  ['submission', submissionSchema],
  ['supplement', supplementSchema],
]

test.each(SCHEMAS)('is docs/wire/%s.schema.json what the code holds messages to?', (name, schema) => {
  const path = `docs/wire/${name}.schema.json`
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
  if (isWriting) writeFileSync(path, text)
  expect(readFileSync(path, 'utf8'), `${path} is out of date: npm run documents`).toBe(text)
})

test('has every clause of both pages a scenario that tries it and a breaker that breaks it?', () => {
  const clauses = readClauses()
  const ids = clauses.map(({ id }) => id)
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, at) => `CX-${String(at + 1).padStart(2, '0')}`))
  expect(ids.length).toBeGreaterThanOrEqual(40)
  expect(clauses.filter(({ zh }) => zh === '')).toEqual([])
  expect(Object.keys({ ...SIDE_BY_SIDE, ...ALONE }).toSorted()).toEqual(ids)
  expect(Object.keys(BREAKERS).toSorted()).toEqual(ids)
})

const asHeaders = (headers: Readonly<Record<string, string>>) => new Headers({ ...headers })
const keyOf = (jwk: HeldKey['jwk'], use: HeldKey['use'] = 'sign'): PartnerKey[] =>
  partnerKeysSchema.parse([
    published({ use, jwk, from: 0, until: null, ...(use === 'open' ? { office: '*' } : {}) }),
  ])

test('does the product take the worked request for what the page says it is?', async () => {
  const { keys, content, message, asked, base, delivery } = workedExample()
  const head = { method: asked.method, targetUri: asked.url, headers: asHeaders(asked.headers) }
  const verified = await verifyRequest(head, {
    region: '500112',
    now: WORKED_AT,
    keysOf: async (partner) => (partner === '510116' ? keyOf(keys.sign) : null),
  })
  expect(verified).toMatchObject({ ok: true, value: { partner: '510116', base } })
  if (!verified.ok) return
  expect(await checkBody(verified.value, asked.body)).toMatchObject({ ok: true })
  const parsed = messageSchema.parse(message)
  expect(await digestOf(parsed)).toBe(delivery.manifest[0]?.[1])
  const ring = {
    keys: [{ use: 'open', office: '*', jwk: keys.open, from: 0, until: null }, signing(keys.answers)],
  }
  const opened = await openExchangeKeys(JSON.stringify(ring), 'development')
  if (!opened.ok) throw new Error(opened.failure.reason)
  expect(await openMessage(opened.value, parsed)).toEqual({ ok: true, value: content })
  // It is whole, nothing is filled in by reading it, and its application is what the open part digests.
  expect(submissionSchema.parse(content)).toEqual(content)
  expect(parsed.data).toMatchObject({
    applicationDigest: await sha256Hex(canonicalJson(content.application)),
  })
  const moved: Message = { ...parsed, seq: 2 }
  expect(await openMessage(opened.value, moved)).toMatchObject({ ok: false })
})

const signing = (jwk: HeldKey['jwk']) => ({ use: 'sign', jwk, from: 0, until: null })

test('does the product believe the worked answer and its receipt, and none that was changed?', async () => {
  const { keys, asked, answered, receipt, delivery } = workedExample()
  const head = { method: asked.method, targetUri: asked.url, headers: asHeaders(asked.headers) }
  const answer = { status: answered.status, headers: asHeaders(answered.headers), body: answered.body }
  const check = { keys: keyOf(keys.answers), now: WORKED_AT }
  expect(await verifyAnswer({ head }, answer, check)).toMatchObject({ ok: true })
  const other = { ...answer, body: Buffer.from('{}') }
  expect(await verifyAnswer({ head }, other, check)).toMatchObject({ ok: false })
  const parties = { from: '500112', to: '510116', keys: keyOf(keys.answers), seenAt: WORKED_AT }
  const read = await checkReceipt(receipt, parties)
  expect(read).toMatchObject({ ok: true, value: { said: { kind: 'stored', messages: delivery.manifest } } })
})
