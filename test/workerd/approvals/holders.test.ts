import { beforeAll, expect, test } from 'vitest'
import graduateRules from '../../../packages/catalogue/src/items/graduate-settlement/rules.dmn?raw'
import {
  allowance,
  apply,
  type Body,
  type Citizen,
  citizen,
  deliver,
  precheck,
  publish,
  RULES,
  rulesOf,
  settleAllowance,
  tokenOf,
} from '../../region.ts'

/** A permit, a title or a consent counts for the person it was given to; naming its number is not holding it. */

const trader = citizen('1996-11-20', 901, '演示店主')
const stranger = citizen('1990-01-02', 902, '演示路人')
const graduate = citizen('2004-03-10', 903, '演示毕业生')
const aunt = citizen('1970-02-03', 904, '演示亲属')
const ADDRESS = '演示路 1 号'
const LODGING = '旅馆业'
const TITLE = { own: '演示不动产权第0001号', aunts: '演示不动产权第0002号', sealed: '演示不动产权第0003号' }

const permit = (holder: Citizen, number: string, change: object = {}) => ({
  keys: [number, holder.idNumber],
  record: {
    number,
    term: LODGING,
    issuer: '演示许可机关',
    issuedOn: '2024-11-24',
    validUntil: '2028-11-23',
    state: 'valid',
    ...change,
  },
})

beforeAll(async () => {
  await publish('sole-trader-registration', RULES['sole-trader-registration'])
  await publish('graduate-settlement', graduateRules)
  await settleAllowance(trader, stranger, aunt)
  for (const source of ['market', 'court', 'nameService', 'receiving', 'socialInsurance'])
    await deliver(source, [])
  await deliver('realName', [{ keys: [trader.idNumber], record: { level: 'L3' } }])
  await deliver('signature', [
    { keys: ['sole-trader-registration', trader.idNumber, ADDRESS], record: { valid: true } },
  ])
  await deliver('scopeCatalogue', [{ keys: [LODGING], record: { term: LODGING, kind: 'preApproval' } }])
  await deliver('addressLibrary', [{ keys: [ADDRESS], record: { region: '510116', onNegativeList: false } }])
  await deliver('permits', [
    permit(trader, 'OWN-VALID'),
    permit(trader, 'OWN-EXPIRED', { validUntil: '2026-11-22' }),
    permit(trader, 'OWN-REVOKED', { state: 'revoked' }),
    permit(trader, 'OWN-UNSAID', { state: null }),
    permit(stranger, 'STRANGERS'),
    // As a register that knows no holder would deliver it.
    { ...permit(stranger, 'NOBODYS'), keys: ['NOBODYS'] },
  ])
  const { name, birthOn: birthDate } = graduate
  await deliver('population', [
    { keys: [graduate.idNumber], record: { name, birthDate, hukouRegion: '370811', hukouKind: 'own' } },
  ])
  const degree = { level: 'bachelor', mode: 'fullTime', graduatedOn: '2026-06-30', degreeConferred: true }
  await deliver('graduate', [
    { keys: [graduate.idNumber], record: { ...degree, domestic: true, name, birthDate } },
  ])
  await deliver('propertyTitle', [
    { keys: [TITLE.own, graduate.idNumber], record: { inForce: true } },
    { keys: [TITLE.aunts, aunt.idNumber], record: { inForce: true } },
    { keys: [TITLE.sealed, graduate.idNumber], record: { inForce: false } },
  ])
  const consent = (title: string, host: Citizen) => ({
    keys: [graduate.idNumber, title, host.idNumber],
    record: { hostConsents: true },
  })
  await deliver('hostConsent', [
    consent(TITLE.own, graduate),
    consent(TITLE.aunts, aunt),
    consent(TITLE.sealed, graduate),
  ])
})

const lodging = (...preApprovals: readonly string[]): Body =>
  allowance(trader, {
    itemCode: 'sole-trader-registration',
    situation: 'preApproval',
    form: {
      organisationForm: 'individual',
      scope: [LODGING],
      preApprovals,
      premises: { address: ADDRESS, region: '510116', kind: 'rented', declared: true },
    },
  })

test.each([
  ['a stranger’s permit', ['STRANGERS'], 'supplement', ['B9']],
  ['a permit of which nobody is the holder', ['NOBODYS'], 'supplement', ['B9']],
  ['a number no register knows', ['NO-SUCH'], 'supplement', ['B9']],
  ['the own permit, expired yesterday', ['OWN-EXPIRED'], 'supplement', ['B10']],
  ['the own permit, revoked', ['OWN-REVOKED'], 'supplement', ['B9']],
  ['the own permit whose state the register does not say', ['OWN-UNSAID'], 'refer', ['U.preApprovals']],
  ['the own valid permit', ['OWN-VALID'], 'approve', []],
  ['the own valid permit beside a stranger’s', ['STRANGERS', 'OWN-VALID'], 'approve', []],
] as const)('what does an application for lodging with %s get?', async (_what, numbers, outcome, rules) => {
  const answer = await precheck(await tokenOf(trader, 'L3'), lodging(...numbers), 'sole-trader-registration')
  expect([answer.status, answer.body.outcome, rulesOf(answer)]).toEqual([200, outcome, rules])
})

const settling = (settlement: object): Body =>
  allowance(graduate, {
    itemCode: 'graduate-settlement',
    situation: 'home',
    form: { settlement: { region: '510116', ...settlement }, dependants: 0 },
    materials: [{ code: 'hostConsent' }],
  })
const home = (kind: 'ownHome' | 'relativesHome', titleNumber?: string, host?: Citizen) =>
  settling({
    kind,
    ...(titleNumber === undefined ? {} : { titleNumber }),
    ...(host === undefined ? {} : { hostIdNumber: host.idNumber }),
  })

test.each([
  ['the own home', home('ownHome', TITLE.own), 'approve', []],
  ['a home somebody else owns, as the own', home('ownHome', TITLE.aunts), 'refer', ['D11', 'D12']],
  ['the own home, sealed by a court', home('ownHome', TITLE.sealed), 'refer', ['D12']],
  ['the own home without its number', home('ownHome'), 'refer', ['D11', 'D12']],
  ['an aunt’s home with her consent', home('relativesHome', TITLE.aunts, aunt), 'approve', []],
  ['an aunt’s home without naming her', home('relativesHome', TITLE.aunts), 'refer', ['D11', 'D12']],
  [
    'an aunt’s home, naming another host',
    home('relativesHome', TITLE.aunts, stranger),
    'refer',
    ['D11', 'D12'],
  ],
] as const)('what does a graduate who settles in %s get?', async (_what, body, outcome, rules) => {
  const answer = await precheck(await tokenOf(graduate), body, 'graduate-settlement')
  expect([answer.status, answer.body.outcome, rulesOf(answer)]).toEqual([200, outcome, rules])
})

test('is a host’s number with a wrong check digit told at its field, with an example, and not repeated?', async () => {
  const wrong = `${aunt.idNumber.slice(0, 17)}${aunt.idNumber.endsWith('1') ? '2' : '1'}`
  const body = settling({ kind: 'relativesHome', titleNumber: TITLE.aunts, hostIdNumber: wrong })
  const answer = await apply(await tokenOf(graduate), body)
  expect([answer.status, answer.body.errors]).toMatchObject([
    422,
    [{ pointer: '/form/settlement/hostIdNumber', detail: expect.stringContaining('如 11010519491231002X') }],
  ])
  expect(answer.text).not.toContain(wrong)
})
