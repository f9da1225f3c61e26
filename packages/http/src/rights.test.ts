import { type Actor, APP_SCOPES, type AppScope, type Role } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { ROLE_NAMES } from './claims.ts'
import { type Grant, mayEnter, type Rights, sayGrant } from './rights.ts'

const applicant: Actor = {
  kind: 'applicant',
  subject: 's',
  person: { name: '王小明', idKind: 'residentId', idNumber: '510116195001010018', realNameLevel: 'L2' },
}
const official = (...roles: Role[]): Actor => ({
  kind: 'official',
  subject: 's',
  roles,
  department: 'd',
  post: 'p',
  name: 'n',
})
const ACTORS = {
  nobody: { kind: 'nobody' },
  applicant,
  window: official('window'),
  two: official('handler', 'auditor'),
  app: { kind: 'app', subject: 'a', scopes: ['verify'], purpose: 'p' },
  partner: { kind: 'partner', subject: 'p' },
  clock: { kind: 'clock', subject: 'c' },
} as const satisfies Record<string, Actor>

/** Guarantee: the keys of the table of scopes. */
const SCOPES = Object.keys(APP_SCOPES) as AppScope[]

const entering = (rights: Rights) =>
  Object.entries(ACTORS)
    .filter(([, actor]) => mayEnter(actor, rights).ok)
    .map(([name]) => name)

test('whom does each grant admit?', () => {
  expect(entering(['anyone'])).toEqual(Object.keys(ACTORS))
  for (const grant of ['applicant', 'owner', 'agent', 'party'] as const)
    expect(entering([grant])).toEqual(['applicant'])
  for (const grant of ['partner', 'clock'] as const) expect(entering([grant])).toEqual([grant])
  expect(entering([{ app: 'verify' }])).toEqual(['app'])
  expect(entering([{ app: 'redeem' }])).toEqual([])
  expect(entering([{ role: 'window' }])).toEqual(['window'])
  expect(entering([{ role: 'auditor' }, 'clock'])).toEqual(['two', 'clock'])
  expect(entering([{ role: 'admin' }])).toEqual([])
})

test('is an app held to its key where the route says what a key needs, even where anyone may enter?', () => {
  expect(entering(['anyone', { app: 'verify' }])).toEqual(Object.keys(ACTORS))
  const rights: Rights = ['anyone', { role: 'window' }, { app: 'redeem' }, { app: 'verify:batch' }]
  expect(entering(rights)).toEqual(Object.keys(ACTORS).filter((name) => name !== 'app'))
  const refused = mayEnter(ACTORS.app, rights)
  expect(refused.ok ? null : refused.failure).toEqual({
    code: 'notAllowed',
    need: '有“核销亮证码”权限的应用 app that may redeem presentation codes、有“批量核验证照”权限的应用 app that may verify licences in batches',
  })
})

test('is nobody asked to sign in, and everyone else told who may?', () => {
  const rights: Rights = ['owner', { role: 'chief' }]
  expect(mayEnter({ kind: 'nobody' }, rights)).toEqual({
    ok: false,
    failure: { code: 'notAuthenticated', reason: 'missing' },
  })
  expect(mayEnter(ACTORS.window, rights)).toEqual({
    ok: false,
    failure: {
      code: 'notAllowed',
      need: '本办件申请人 applicant of this case、首席代表 chief representative',
    },
  })
})

test('has every grant words in both languages?', () => {
  const roles = ROLE_NAMES.map((role): Grant => ({ role }))
  for (const grant of [
    ...roles,
    'anyone',
    'applicant',
    'owner',
    'holder',
    'agent',
    'party',
    'partner',
    'clock',
  ] as const) {
    expect(sayGrant(grant)).toMatch(/^[\u4e00-\u9fff]+ [a-z -]+$/i)
  }
  for (const scope of SCOPES)
    expect(sayGrant({ app: scope })).toMatch(/^有“[\u4e00-\u9fff]+”权限的应用 app that may [a-z ]+$/)
})
