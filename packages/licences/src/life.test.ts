import type { Actor, Role } from '@tongban/kernel'
import { STATUS } from '@tongban/verifier'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACT_RULES, type ActFacts, actOn, actsNow } from './act.ts'
import { groundsOfAct } from './act-grounds.ts'
import { on } from './licences.fixture.ts'
import {
  isTerminal,
  LICENCE_ACTS,
  LICENCE_STATES,
  type LicenceAct,
  type LicenceState,
  nextStateOf,
  possibleActs,
  STATUS_OF_STATE,
} from './life.ts'
import { typeOf } from './types/index.ts'

/** Guarantee: keys of the tables. */
const ACTS = Object.keys(LICENCE_ACTS) as LicenceAct[]
const STATES = Object.keys(LICENCE_STATES) as LicenceState[]

const official = (...roles: Role[]): Actor => ({
  kind: 'official',
  subject: 'S1',
  roles,
  department: 'market',
  post: 'head',
  name: '演示',
})
const LAW = { act: '公共场所卫生管理条例', article: '第十四条' }
const facts = (change: Partial<ActFacts> = {}): ActFacts => ({
  type: { acts: ACTS, name: { zh: '演示证照', en: 'demonstration licence' } },
  actor: official('head'),
  ground: null,
  law: null,
  description: null,
  orderNumber: '双市监罚〔2026〕7号',
  on: on('2026-11-22'),
  validUntil: on('2028-11-21'),
  replaced: false,
  ...change,
})
/** With whatever the act asks for. */
const filled = (act: LicenceAct, change: Partial<ActFacts> = {}): ActFacts =>
  facts({ ground: groundsOfAct(act)[0]?.code ?? null, law: LAW, description: '说明', ...change })

test('are 撤销, 注销 and 吊销 the end, and is 暂扣 none?', () => {
  expect(STATES.filter(isTerminal)).toEqual(['annulled', 'cancelled', 'revoked'])
  expect(nextStateOf('valid', 'suspend')).toBe('suspended')
  expect(nextStateOf('suspended', 'restore')).toBe('valid')
})

test('does the status list say of each state what a verifier must go by?', () => {
  const holding = STATES.filter((state) => STATUS_OF_STATE[state] === STATUS.valid)
  expect(holding).toEqual(['valid'])
  expect(STATES.filter((state) => isTerminal(state) && STATUS_OF_STATE[state] !== STATUS.invalid)).toEqual([])
})

test('does whatever is possible lead on, and is all else refused with what is possible?', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('none' as const, ...STATES),
      fc.constantFrom(...ACTS),
      fc.constantFrom(...(['head', 'chief', 'handler', 'window', 'governmentHead'] as const)),
      fc.constantFrom(null, '2026-11-21', '2026-11-22'),
      (state, act, role, until) => {
        const validUntil = until === null ? null : on(until)
        const given = filled(act, { actor: official(role), validUntil })
        const result = actOn(state, act, given)
        const now = actsNow(state, given)
        if (!now.includes(act)) {
          expect(result).toMatchObject({
            ok: false,
            failure: { code: 'stepNotPossible', state, possible: now },
          })
        } else if (!ACT_RULES[act].roles.some((each) => each === role)) {
          expect(result).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
        } else {
          expect(result).toEqual({ ok: true, value: nextStateOf(state, act) })
        }
        for (const each of now) expect(possibleActs(state)).toContain(each)
      },
    ),
  )
})

test('does a licence that reached its end stay there under any acts?', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 12 }), (acts) => {
      let state: LicenceState | 'none' = 'none'
      let end: LicenceState | null = null
      for (const act of acts) {
        const next = actOn(state, act, filled(act, { actor: official('head') }))
        if (next.ok) state = next.value
        if (end !== null) expect(state).toBe(end)
        if (state !== 'none' && isTerminal(state)) end = state
      }
    }),
  )
})

test.each(['annul', 'cancel', 'revoke', 'suspend'] as const)(
  'is %s refused without a ground of the law?',
  (act) => {
    const refused = actOn('valid', act, facts())
    expect(refused).toMatchObject({ ok: false, failure: { code: 'invalidInput' } })
    if (refused.ok || refused.failure.code !== 'invalidInput')
      throw new Error('it must be refused for its input')
    // Every ground of a penalty names the law, whichever it will be.
    const pointers = act === 'revoke' || act === 'suspend' ? ['/ground', '/law'] : ['/ground']
    expect(refused.failure.errors.map(({ pointer }) => pointer)).toEqual(pointers)
    expect(actOn('valid', act, facts({ ground: 'noSuchGround', law: LAW })).ok).toBe(false)
  },
)

test.each([
  ['revoke', 'penalty'],
  ['suspend', 'penalty'],
  ['cancel', 'otherByLaw'],
  ['annul', 'otherByLaw'],
] as const)('must %s on %s name the law that is applied?', (act, ground) => {
  const bare = actOn('valid', act, facts({ ground }))
  expect(bare).toMatchObject({ failure: { errors: [{ pointer: '/law' }] } })
  expect(actOn('valid', act, facts({ ground, law: { act: ' ', article: '' } })).ok).toBe(false)
  expect(actOn('valid', act, facts({ ground, law: LAW })).ok).toBe(true)
})

test('does 其他 need its description?', () => {
  expect(actOn('valid', 'other', facts())).toMatchObject({
    failure: { errors: [{ pointer: '/description' }] },
  })
  expect(actOn('valid', 'other', facts({ description: '封存' }))).toEqual({ ok: true, value: 'other' })
})

test('who may annul, and may the machine?', () => {
  const annul = filled('annul')
  expect(actOn('valid', 'annul', { ...annul, actor: official('handler') })).toMatchObject({
    failure: { code: 'notAllowed', need: expect.stringContaining('部门负责人') },
  })
  expect(actOn('valid', 'annul', { ...annul, actor: 'machine' }).ok).toBe(false)
  expect(actOn('none', 'issue', facts({ actor: 'machine' })).ok).toBe(true)
  expect(actOn('none', 'issue', facts({ actor: { kind: 'nobody' } })).ok).toBe(false)
})

test('does a licence lapse only after its last day, and is it renewed even then?', () => {
  const last = { validUntil: on('2026-11-22') }
  expect(actOn('valid', 'lapse', facts({ ...last, actor: 'machine' })).ok).toBe(false)
  const after = facts({ validUntil: on('2026-11-21'), actor: 'machine' })
  expect(actOn('valid', 'lapse', after)).toEqual({ ok: true, value: 'lapsed' })
  expect(actOn('valid', 'renew', after)).toEqual({ ok: true, value: 'lapsed' })
  expect(actOn('valid', 'change', after).ok).toBe(false)
  expect(actOn('valid', 'lapse', facts({ validUntil: null, actor: 'machine' })).ok).toBe(false)
})

test('is a version that was replaced touched by nothing but annulment?', () => {
  expect(actsNow('lapsed', facts({ replaced: true }))).toEqual(['annul'])
  expect(actsNow('lapsed', facts())).toEqual(['annul', 'cancel', 'renew'])
})

test('does a type know its own acts alone?', () => {
  const type = typeOf('elderly-allowance-certificate')
  if (type === undefined) throw new Error('it is one of the types')
  // The type is why, not the state.
  expect(actOn('valid', 'revoke', filled('revoke', { type }))).toMatchObject({
    failure: {
      code: 'stepNotPossible',
      words: { state: { zh: '有效' } },
      because: { guard: 'actNotOfType', zh: '“高龄津贴领取证明”这类证照没有“吊销”这一操作。' },
    },
  })
  expect(actsNow('valid', facts({ type }))).not.toContain('transferOut')
})

test('is all that an act lacks told at once?', () => {
  const bare = actOn('valid', 'suspend', facts({ orderNumber: null }))
  expect(bare).toMatchObject({
    failure: { errors: [{ pointer: '/ground' }, { pointer: '/law' }, { pointer: '/orderNumber' }] },
  })
})

test('does a refusal say of each act that is possible whose it is, and where none is, what else can be done?', () => {
  const refused = actOn('suspended', 'renew', facts())
  expect(refused).toMatchObject({
    failure: {
      who: expect.arrayContaining([
        {
          event: 'restore',
          zh: '暂扣发还',
          en: 'restore',
          by: ['chief', 'head'],
          byZh: expect.any(String),
          byEn: expect.any(String),
        },
      ]),
    },
  })
  expect(actOn('revoked', 'restore', facts())).toMatchObject({
    failure: { possible: [], words: { instead: { zh: expect.stringContaining('重新申请') } } },
  })
})

test('does a refusal tell what time or a newer version stands against?', () => {
  const because = (act: LicenceAct, change: Partial<ActFacts>) => {
    const refused = actOn('valid', act, filled(act, change))
    return refused.ok || refused.failure.code !== 'stepNotPossible'
      ? undefined
      : refused.failure.because?.guard
  }
  expect(because('lapse', {})).toBe('notRunOut')
  expect(because('change', { validUntil: on('2026-11-21') })).toBe('runOut')
  expect(because('renew', { replaced: true })).toBe('replaced')
})
