import { ITEMS, type Item } from '@tongban/catalogue'
import { type Reading, WITHHELD } from '@tongban/decisions'
import { expect, test } from 'vitest'
import {
  askedInstead,
  fetchedStates,
  type Handed,
  handedBy,
  isNeeded,
  materialsOf,
  type SourceStates,
  sourceStates,
} from './held.ts'

const itemOf = (code: string): Item => {
  const found = ITEMS.find((item) => item.code === code)
  if (found === undefined) throw new Error(code)
  return found
}
const handed = (situation: string, form: Handed['form'] = {}, materials: readonly string[] = []): Handed => ({
  situation,
  form,
  materials: new Set(materials),
})
const statuses = (item: Item, given: Handed, states: SourceStates) =>
  Object.fromEntries(materialsOf(item, given, states).map(({ code, status }) => [code, status]))
const allowance = itemOf('elderly-allowance')
const soleTrader = itemOf('sole-trader-registration')

test('is the identity document held while the population register has the person, and is it said by whom and why?', () => {
  expect(materialsOf(allowance, handed('ownAccount'), { population: 'held' })).toEqual([
    {
      code: 'identity',
      name: { zh: '身份证件', en: 'Identity document' },
      status: 'held',
      source: { code: 'population', zh: '人口登记', en: 'population register' },
      why: { zh: '由人口登记核对', en: 'Checked with the population register' },
    },
    {
      code: 'payeeAuthority',
      name: { zh: '代领授权书', en: 'Written payee authority' },
      status: 'notAsked',
      source: null,
      why: { zh: '本情形不需要', en: 'Not needed in this situation' },
    },
  ])
})

test.each([
  ['down', 'missing', '人口登记暂时无法核对'],
  ['none', 'missing', '人口登记没有查到'],
  ['withheld', 'notAsked', '先核实代办权限'],
] as const)('is a register that is %s no holder of the paper?', (state, status, why) => {
  const [identity] = materialsOf(allowance, handed('ownAccount'), { population: state })
  expect(identity).toMatchObject({
    status,
    source: { code: 'population' },
    why: { zh: expect.stringContaining(why) },
  })
})

test('is a paper that was handed in handed in, whatever a register says?', () => {
  const given = handed('otherPayee', {}, ['identity', 'payeeAuthority'])
  expect(statuses(allowance, given, { population: 'down' })).toEqual({
    identity: 'handedIn',
    payeeAuthority: 'handedIn',
  })
  expect(statuses(allowance, handed('otherPayee'), { population: 'held' })).toMatchObject({
    payeeAuthority: 'missing',
  })
})

test('does what the form says stand for a paper only where it says it?', () => {
  const of = (form: Handed['form']) => statuses(soleTrader, handed('plain', form), {}).premises
  expect(of({ premises: { declared: true } })).toBe('held')
  expect(of({ premises: { declared: false } })).toBe('missing')
  expect(of({ premises: { declared: 'true' } })).toBe('missing')
  expect(of({})).toBe('missing')
})

test('is a register that is not asked named by nobody, and the item’s own reason given?', () => {
  const [identity] = materialsOf(itemOf('driving-licence-renewal'), handed('x'), {})
  expect(identity).toMatchObject({
    status: 'notAsked',
    source: null,
    why: { zh: expect.stringContaining('不向人口登记核对') },
  })
})

test('do permits asked one by one count as held only when every one is known?', () => {
  const read = (record: Extract<Reading, { state: 'answered' }>['record']): SourceStates =>
    sourceStates({ permits: { source: 'permits', state: 'answered', record, sourceAt: 0 } })
  expect(read({ found: [{ number: 'a' }], missing: 0 })).toEqual({ permits: 'held' })
  expect(read({ found: [{ number: 'a' }], missing: 1 })).toEqual({ permits: 'none' })
  expect(read({ found: [], missing: 0 })).toEqual({ permits: 'none' })
  expect(read(null)).toEqual({ permits: 'none' })
})

test('are a source that is down and one that was withheld told apart, in readings and in the log of a case?', () => {
  const unavailable = (reason: string): Reading => ({ source: 'population', state: 'unavailable', reason })
  expect(sourceStates({ a: unavailable('down'), b: unavailable(WITHHELD) })).toEqual({
    a: 'down',
    b: 'withheld',
  })
  const log = [
    { source: 'population', state: 'answered' },
    { source: 'market', state: 'noRecord' },
    { source: 'court', state: 'timeout' },
    { source: 'realName', state: WITHHELD },
    { source: 'permits', state: 'answered' },
  ]
  expect(fetchedStates(log, soleTrader)).toEqual({
    population: 'held',
    market: 'none',
    court: 'down',
    realName: 'withheld',
  })
})

/** An item people decide, whose paper a register stands for. */
const advertising: Item = (() => {
  const item = itemOf('outdoor-advertising')
  const heldBy = { source: 'propertyTitle' }
  const materials = item.materials.map((each) => (each.code === 'siteRight' ? { ...each, heldBy } : each))
  return { ...item, materials, sources: [{ source: 'propertyTitle', keyPaths: ['applicant.idNumber'] }] }
})()

test('where people decide, is a paper asked for as soon as its register is down or knows nothing, and not before?', () => {
  const asked = (state: SourceStates, codes: readonly string[] = ['design']) =>
    askedInstead(advertising, handed('new', {}, codes), state).map(({ code }) => code)
  expect(asked({ propertyTitle: 'held' })).toEqual([])
  expect(asked({ propertyTitle: 'down' })).toEqual(['siteRight'])
  expect(asked({ propertyTitle: 'none' })).toEqual(['siteRight'])
  expect(asked({})).toEqual([])
  expect(asked({ propertyTitle: 'down' }, ['design', 'siteRight'])).toEqual([])
})

test('does no item of the catalogue ask for more than before, whatever its sources say, where rules read them?', () => {
  for (const item of ITEMS.filter(({ automatic }) => automatic === 'auto')) {
    for (const state of ['held', 'none', 'down', 'withheld'] as const) {
      const states = Object.fromEntries(item.sources.map(({ source }) => [source, state]))
      for (const situation of item.situations.length === 0 ? [''] : item.situations.map(({ code }) => code))
        expect(askedInstead(item, handed(situation), states), item.code).toEqual([])
    }
  }
})

test('with nothing handed in and nobody asked, is exactly what only the applicant has missing?', () => {
  for (const item of ITEMS) {
    for (const situation of item.situations.map(({ code }) => code)) {
      const views = materialsOf(item, handedBy({ situation, form: {}, materials: [] }), {})
      const missing = views.filter(({ status }) => status === 'missing').map(({ code }) => code)
      const wanted = item.materials.filter((material) => {
        const { heldBy, sourceType, exemption, isNeed } = material
        if (heldBy !== undefined && 'formPath' in heldBy)
          return isNeed !== 'conditional' || isNeeded(material, situation)
        return isNeeded(material, situation) && exemption === null && sourceType === 'applicant'
      })
      expect([item.code, situation, missing]).toEqual([item.code, situation, wanted.map(({ code }) => code)])
    }
  }
})

test('does an application’s own list, with the files of its case, say what was handed in?', () => {
  const given = handedBy({ situation: 'new', form: {}, materials: [{ code: 'design' }] }, ['siteRight'])
  expect(statuses(advertising, given, { propertyTitle: 'down' })).toEqual({
    design: 'handedIn',
    siteRight: 'handedIn',
    currentPermit: 'notAsked',
  })
})
