import type { Actor, Role } from '@tongban/kernel'
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
  app: { kind: 'app', subject: 'a' },
  partner: { kind: 'partner', subject: 'p' },
  clock: { kind: 'clock', subject: 'c' },
} as const satisfies Record<string, Actor>

const entering = (rights: Rights) =>
  Object.entries(ACTORS)
    .filter(([, actor]) => mayEnter(actor, rights).ok)
    .map(([name]) => name)

test('whom does each grant admit?', () => {
  expect(entering(['anyone'])).toEqual(Object.keys(ACTORS))
  for (const grant of ['applicant', 'owner', 'agent', 'party'] as const)
    expect(entering([grant])).toEqual(['applicant'])
  for (const grant of ['app', 'partner', 'clock'] as const) expect(entering([grant])).toEqual([grant])
  expect(entering([{ role: 'window' }])).toEqual(['window'])
  expect(entering([{ role: 'auditor' }, 'clock'])).toEqual(['two', 'clock'])
  expect(entering([{ role: 'admin' }])).toEqual([])
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
    'agent',
    'party',
    'app',
    'partner',
    'clock',
  ] as const) {
    expect(sayGrant(grant)).toMatch(/^[\u4e00-\u9fff]+ [a-z -]+$/i)
  }
})
