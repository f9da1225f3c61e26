import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MESSAGE_TYPES, type Message, type MessageType } from '../message.ts'
import { DATA } from './data.ts'
import { bodyOf, digestOf, manifestDigestOf } from './digest.ts'
import { mayTell, messageSchema } from './envelope.ts'
import { CASE, HANDLING, NOW, RECEIVING } from './wire.fixture.ts'

const DEADLINE = {
  dueOn: '2026-12-21',
  step: 'decision',
  basis: { kind: 'law', zh: '行政许可法 42', en: 'Licensing Law 42' },
  state: 'running',
  consumedWorkdays: 3,
  asOn: '2026-11-26',
  calendar: '2026-11',
  provisional: false,
} as const
const HASH = 'ab'.repeat(32)
const LICENCE = '1.2.156.3005.2.111111110000131275027.123456.AB.001.X'
const SAMPLES: { readonly [T in MessageType]: object } = {
  'case.submitted': {
    itemCode: 'elderly-allowance',
    itemVersion: '1',
    situation: 'first',
    mode: 'collect',
    channel: 'window',
    receivedAt: NOW,
    transferredAt: NOW,
    path: [RECEIVING],
    applicationDigest: HASH,
    attachments: [{ digest: HASH, size: 5, mediaType: 'application/pdf', material: 'm-1' }],
  },
  'case.accepted': { handlerReceivedAt: NOW, acceptedAt: NOW, acceptedOn: '2026-11-23', deadline: DEADLINE },
  'case.refused': { handlerReceivedAt: NOW, code: 'itemNotAgreed' },
  'case.returned': { handlerReceivedAt: NOW, code: 'notCompetent', path: [RECEIVING, HANDLING] },
  'case.supplement-requested': { requestedAt: NOW, untilOn: '2026-12-01', deadline: DEADLINE },
  'case.supplement-provided': { providedAt: NOW, contentDigest: HASH },
  'case.withdrawn': { on: '2026-11-23', at: NOW },
  'case.clock-paused': { at: NOW, ground: 'hearing', deadline: DEADLINE },
  'case.clock-resumed': { at: NOW, ground: 'hearing', deadline: DEADLINE },
  'case.deadline-told': { at: NOW, deadline: DEADLINE },
  'case.clock-extended': { at: NOW, ground: 'extended', byWorkdays: 10, deadline: DEADLINE },
  'case.decided': {
    outcome: 'granted',
    decidedAt: NOW,
    decidedOn: '2026-11-23',
    rules: { id: 'elderly-allowance', version: '1', hash: HASH },
    automatic: true,
    reasonCodes: ['row-1'],
    deadline: DEADLINE,
  },
  'case.result-delivered': { deliveredAt: NOW, licences: [LICENCE], documents: [HASH] },
  'case.closed': { on: '2026-11-23', at: NOW, verified: true },
  'case.urged': { at: NOW, on: '2026-11-23' },
  'case.evaluated': { at: NOW, on: '2026-11-23' },
  'case.files-added': {
    at: NOW,
    attachments: [{ digest: HASH, size: 5, mediaType: 'application/pdf', material: 'm-1', parts: [HASH] }],
  },
  'case.papers-sent': {
    at: NOW,
    shipment: '0197c2a4-0000-7000-8000-00000000000a',
    sentOn: '2026-11-24',
    carrier: '中国邮政 EMS',
    trackingNumber: 'EX100000000CN',
    papers: [{ code: 'm-1', count: 2 }],
    dueOn: '2026-11-25',
  },
  'case.papers-received': {
    at: NOW,
    shipment: '0197c2a4-0000-7000-8000-00000000000a',
    receivedOn: '2026-11-26',
    papers: [{ code: 'm-1', count: 1 }],
    differences: [{ code: 'm-1', sent: 2, received: 1 }],
  },
  'licence.transfer-offered': {
    at: NOW,
    licenceType: 'sole-trader-licence',
    digest: HASH,
    code: 'movedHere',
  },
  'licence.transfer-taken': { at: NOW, outcome: 'taken', successor: LICENCE },
  'licence.transfer-withdrawn': { at: NOW, code: 'cancelled' },
}
const TYPES = fc.constantFrom(
  ...Object.keys(MESSAGE_TYPES).filter((name): name is MessageType => name in SAMPLES),
)

const message = (type: MessageType, change: object = {}): unknown => {
  const isOfHandling = MESSAGE_TYPES[type].by === 'handling'
  return {
    specversion: '1.0',
    id: '0197c2a4-0000-7000-8000-000000000001',
    type,
    source: isOfHandling ? HANDLING : RECEIVING,
    to: isOfHandling ? RECEIVING : HANDLING,
    subject: type.startsWith('case.') ? CASE : LICENCE,
    time: '2026-11-23T02:00:00.000Z',
    datacontenttype: 'application/json',
    seq: 1,
    previous: '0'.repeat(64),
    agreement: 'a-1@1',
    route: '1',
    data: SAMPLES[type],
    ...change,
  }
}

test('is a message of every type read, unchanged, and may its sender tell it?', () => {
  for (const type of Object.keys(MESSAGE_TYPES)) {
    const read = messageSchema.safeParse(message(asType(type)))
    expect([type, read.error?.issues]).toEqual([type, undefined])
    expect(read.data).toEqual(message(asType(type)))
    if (read.success) expect([type, mayTell(read.data)]).toEqual([type, true])
  }
})

/** Guarantee: it is one of the names of the table. */
const asType = (name: string) => name as MessageType

test('property: is what is missing, added or of another type refused?', () => {
  const OPTIONAL = new Set<string>()
  for (const schema of Object.values(DATA))
    for (const [name, field] of Object.entries(schema.shape))
      if (field.safeParse(undefined).success) OPTIONAL.add(name)
  fc.assert(
    fc.property(TYPES, fc.nat(), fc.constantFrom('cut', 'add', 'swap'), (type, at, how) => {
      const data: Record<string, unknown> = { ...SAMPLES[type] }
      const names = Object.keys(data)
      const name = names[at % names.length] ?? ''
      if (how === 'cut') {
        if (OPTIONAL.has(name)) return true
        delete data[name]
      } else if (how === 'add') data.applicantName = '演示甲'
      else data[name] = { not: 'this' }
      return !messageSchema.safeParse(message(type, { data })).success
    }),
  )
})

test('is an envelope refused that is not in the form?', () => {
  for (const change of [
    { id: 'x' },
    { source: '5101' },
    { to: 510116 },
    { subject: `${CASE.slice(0, -1)}${CASE.endsWith('0') ? '1' : '0'}` },
    { subject: LICENCE },
    { time: '2026-11-23T02:00:00Z' },
    { time: '2026-02-30T02:00:00.000Z' },
    { time: '2026-11-23T10:00:00.000+08:00' },
    { seq: 0 },
    { seq: 1.5 },
    { previous: 'AB'.repeat(32) },
    { agreement: 'a-1' },
    { specversion: '1.1' },
    { datacontenttype: 'text/plain' },
    { sealed: 'a.b.c' },
    { sealed: 'AA.AA.AA.AA.AB' },
    { extra: 1 },
    { type: 'case.unknown' },
    { data: { on: '2026-13-01', at: NOW } },
    // What no calendar can reckon with.
    { data: { on: '2026-02-30', at: NOW } },
    { data: { on: '2200-01-01', at: NOW } },
    { data: { on: '1999-12-31', at: NOW } },
    { data: { on: '2026-11-23', at: Date.UTC(1999, 11, 31) } },
    { data: { on: '2026-11-23', at: Date.UTC(2200, 0, 1) } },
    { data: { on: '2026-11-23', at: Number.MAX_SAFE_INTEGER } },
    { time: '1999-12-31T02:00:00.000Z' },
    { time: '2200-01-01T02:00:00.000Z' },
    { time: '9999-12-31T02:00:00.000Z' },
  ]) {
    expect([change, messageSchema.safeParse(message('case.withdrawn', change)).success]).toEqual([
      change,
      false,
    ])
  }
})

test('is a limit put off by as many working days as a calendar can count, and no more?', () => {
  const by = (byWorkdays: number) => {
    const data = { ...SAMPLES['case.clock-extended'], byWorkdays }
    return messageSchema.safeParse(message('case.clock-extended', { data })).success
  }
  expect([by(1), by(400), by(401), by(Number.MAX_SAFE_INTEGER)]).toEqual([true, true, false, false])
})

test('may each side tell only what is its own to tell?', () => {
  const told = (type: MessageType, source: string, to: string) => {
    const read: Message = messageSchema.parse(message(type, { source, to }))
    return mayTell(read)
  }
  expect(told('case.submitted', HANDLING, RECEIVING)).toBe(false)
  expect(told('case.decided', RECEIVING, HANDLING)).toBe(false)
  expect(told('case.decided', HANDLING, '510199')).toBe(false)
  expect(told('case.withdrawn', RECEIVING, HANDLING) && told('case.withdrawn', HANDLING, RECEIVING)).toBe(
    true,
  )
  expect(told('case.withdrawn', HANDLING, '510199')).toBe(false)
  expect(told('licence.transfer-offered', HANDLING, RECEIVING)).toBe(true)
  expect(told('licence.transfer-offered', HANDLING, HANDLING)).toBe(false)
})

test('property: has a message one digest however it was written, and another as soon as it says something else?', async () => {
  await fc.assert(
    fc.asyncProperty(TYPES, fc.integer({ min: 2, max: 1000 }), async (type, seq) => {
      const one = messageSchema.parse(message(type))
      const shuffled = Object.fromEntries(Object.entries(one).toReversed())
      const same = messageSchema.parse(JSON.parse(JSON.stringify(shuffled, null, 2)))
      const other = messageSchema.parse(message(type, { seq }))
      const digest = await digestOf(one)
      return (
        digest === (await digestOf(same)) &&
        bodyOf(one) === bodyOf(same) &&
        digest !== (await digestOf(other))
      )
    }),
    { numRuns: 50 },
  )
  expect(await manifestDigestOf([['a', 'b']])).not.toBe(await manifestDigestOf([['a', 'c']]))
})
