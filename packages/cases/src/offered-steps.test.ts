import { expect, test } from 'vitest'
import { foldOf, instant, LAW, planOf, policyOf, stage } from '../test/story.ts'
import { couldTake, offeredSteps } from './offered-steps.ts'
import type { StepPolicy } from './step-policy.ts'

const REVIEW = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred'
const A_SIGNED = `${REVIEW}; 2026-11-03 signed who=a role=handler opinion=grant`
const SIGNED = `${A_SIGNED}; 2026-11-03 signed who=b role=chief opinion=grant`

/** `sign: handler` for each step offered. */
async function offered(story: string, at = '2026-11-10', more: Partial<StepPolicy> = {}) {
  const steps = offeredSteps(await foldOf(story), policyOf(more), instant(at))
  return steps.map(({ event, by }) => `${event}: ${by.join(' ')}`)
}

test('is whose turn it is to sign offered to that role alone, and a decision only once it is signed?', async () => {
  expect(await offered(REVIEW)).toContain('signed: handler')
  expect(await offered(A_SIGNED)).toContain('signed: chief')
  expect(await offered(A_SIGNED)).toContain('sentBack: chief head governmentHead')
  const decided = await offered(SIGNED)
  expect(decided.filter((line) => /^(signed|granted|refused):/.test(line))).toEqual([
    'granted: handler chief',
  ])
})

test('is what only the machine or the clock does left out?', async () => {
  const steps = await offered('2026-11-02 received', '2026-11-03')
  expect(steps.filter((line) => !/^(fileAdded|identityRead|legalHold\w+):/.test(line))).toEqual([
    'accepted: window handler',
    'supplementRequested: window handler',
    'notRequired: window handler',
    'notAccepted: window handler chief',
    'referred: window handler',
    'assigned: chief head',
    'withdrawn: applicant',
  ])
})

test('after five days of silence, is neither acceptance nor a notice offered any more?', async () => {
  const late = await offered('2026-11-02 received', '2026-11-10')
  expect(late.filter((line) => /^(accepted|supplementRequested|notAccepted):/.test(line))).toEqual([])
})

test('is a registration returned and anything else asked for a supplement, never both?', async () => {
  const steps = await offered('2026-11-02 received', '2026-11-03', { procedure: 'registration' })
  expect(steps.filter((line) => /^(returned|supplementRequested):/.test(line))).toEqual([
    'returned: window handler',
  ])
})

test('are extension, opinion, forwarding and abandonment offered only where the item knows them?', async () => {
  const wanted = /^(extended|opinionGiven|forwarded|abandoned|suspended):/
  expect((await offered(REVIEW)).filter((line) => wanted.test(line))).toEqual([
    'suspended: handler chief',
    'extended: head',
  ])
  const joint = { mode: 'simultaneous', stages: [stage('police', 5)] } as const
  const more = {
    forwards: true,
    extension: { workdays: 15, role: 'governmentHead', basis: LAW },
    plan: planOf('jointDecision 45', { joint, grounds: [] }),
  } as const
  expect((await offered(REVIEW, '2026-11-10', more)).filter((line) => wanted.test(line))).toEqual([
    'opinionGiven: handler chief',
    'forwarded: chief head',
  ])
  const forwarded = `${REVIEW}; 2026-11-04 forwarded to=city`
  expect((await offered(forwarded, '2026-11-10', more)).filter((line) => wanted.test(line))).toEqual([
    'opinionGiven: handler chief',
    'extended: governmentHead',
  ])
})

test('is a step that this very official may not take not theirs?', async () => {
  const trial = async (story: string) => ({
    fold: await foldOf(story),
    policy: policyOf(),
    at: instant('2026-11-10'),
  })
  const who = (subject: string, role: 'handler' | 'chief', onBehalfOf: string | null = null) => ({
    subject,
    role,
    post: '',
    department: '',
    onBehalfOf,
  })
  expect(couldTake(await trial(REVIEW), 'signed', who('a', 'handler'))).toBe(true)
  expect(couldTake(await trial(REVIEW), 'signed', who('b', 'chief'))).toBe(false)
  expect(couldTake(await trial(A_SIGNED), 'signed', who('a', 'chief'))).toBe(false)
  expect(couldTake(await trial(A_SIGNED), 'signed', who('b', 'chief'))).toBe(true)
  expect(couldTake(await trial(SIGNED), 'granted', who('c', 'chief'))).toBe(false)
  expect(couldTake(await trial(SIGNED), 'granted', who('b', 'chief'))).toBe(true)
  const helped = REVIEW.replace('received', 'received who=a')
  expect(couldTake(await trial(helped), 'signed', who('a', 'handler'))).toBe(false)
  const assigned = `${REVIEW}; 2026-11-03 assigned to=a`
  expect(couldTake(await trial(assigned), 'signed', who('b', 'handler'))).toBe(false)
  expect(couldTake(await trial(assigned), 'signed', who('b', 'handler', 'a'))).toBe(true)
  expect(couldTake(await trial(assigned), 'signed', who('a', 'handler'))).toBe(true)
})
