import { addWorkdays, nationalCalendar as calendar, civilDateAt } from '@tongban/calendar'
import type { Json, Role } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant, LAW, planOf, policyOf, stage } from '../test/story.ts'
import type { Happening } from './event.ts'
import { ruleOf } from './event-rules.ts'
import { type CaseFold, openSuspensions } from './fold.ts'
import { appendUnder } from './may-happen.ts'
import { offeredSteps } from './offered-steps.ts'
import { becauseOf, possibleSteps } from './possible-steps.ts'
import { EVENT_TYPES, type EventType, isClosed } from './state.ts'
import type { StepPolicy } from './step-policy.ts'

/**
 * Whatever has happened to a case: a step that is refused says what is possible, what is offered can be taken by
 * somebody of each role it names, and nothing that a person could take is kept from view.
 */
const renewal = { daysBefore: 30, basis: LAW }
const stages = [stage('police', 10), stage('roads', 10)]
const POLICIES: readonly StepPolicy[] = [
  policyOf(),
  policyOf({ plan: planOf('notice 5; decision 20; delivery 10', { renewal }) }),
  policyOf({
    plan: planOf('notice 5; jointDecision 45', { joint: { mode: 'sequential', stages } }),
    extension: { workdays: 15, role: 'governmentHead', basis: LAW },
    posts: { accepted: ['front desk'] },
  }),
  policyOf({ forwards: true, abandonment: LAW, signatures: ['handler'] }),
  policyOf({
    thirdPartyInterest: true,
    inspection: LAW,
    plan: planOf('notice 5; decision 20', { grounds: [] }),
  }),
  policyOf({ procedure: 'registration', extension: null }),
]

/** Everything a complete step of this kind carries; written here once more, and not taken from the program. */
function complete(type: EventType, fold: CaseFold | null, policy: StepPolicy, at: number) {
  const today = civilDateAt(at)
  const later = addWorkdays(calendar, today, 6).on
  const open = fold === null ? [] : openSuspensions(fold)
  const free = policy.plan.grounds
    .map(({ code }) => code)
    .filter((code) => !open.some((o) => o.ground === code))
  const asked = policy.plan.joint?.stages.map(({ department }) => department) ?? []
  const own: Partial<Record<EventType, { readonly [key: string]: Json }>> = {
    received: { renewal: true, renewalExpiresOn: addDaysTo(today, 40) },
    supplementRequested: { untilOn: later },
    assigned: { to: 'b' },
    inspected: { officials: ['x', 'y'], inspectedOn: today },
    licenceChecked: { finding: 'found', validUntil: addDaysTo(today, 40) },
    thirdPartyNotified: { parties: ['p'], untilOn: later },
    suspended: { ground: free[0] ?? 'none', neededWorkdays: 3, fromOn: today },
    resumed: { suspension: open[0]?.seq ?? 0, untilOn: today },
    extended: { workdays: 1 },
    forwarded: { to: 'city' },
    delivered: { servedOn: today },
    opinionGiven: {
      department: asked.find((each) => !fold?.opinions.some((given) => given.department === each)) ?? '',
    },
  }
  return { reasons: ['r'], ground: 'g', document: 'D', ...own[type] }
}
const addDaysTo = (on: string, days: number) =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

type Actor = { readonly by: Role | 'applicant'; readonly who: string; readonly opinion: 'grant' | 'refuse' }
type Case = { readonly fold: CaseFold | null; readonly policy: StepPolicy; readonly at: number }

function attempt({ fold, policy, at }: Case, type: EventType, { by, who, opinion }: Actor): Happening {
  const data = { ...complete(type, fold, policy, at), opinion }
  if (by === 'applicant') return { type, at, actorKind: 'applicant', actorSubject: who, data }
  const post = policy.posts[type]?.[0] ?? 'any'
  return {
    type,
    at,
    actorKind: 'official',
    actorSubject: who,
    data: { ...data, role: by, post },
  }
}
const take = ({ fold, policy, ...rest }: Case, type: EventType, actor: Actor) =>
  appendUnder(policy, 'case', fold, [attempt({ fold, policy, ...rest }, type, actor)])

const PEOPLE = ['a', 'b', 'c', 'd', 'nobody-yet']

/** Whether anybody of this role, or the applicant, can take the step. */
async function somebodyCan(theCase: Case, type: EventType, by: Actor['by']): Promise<boolean> {
  for (const who of PEOPLE)
    for (const opinion of ['grant', 'refuse'] as const)
      if ((await take(theCase, type, { by, who, opinion })).ok) return true
  return false
}

const step = fc.record({
  type: fc.constantFrom(...EVENT_TYPES),
  pick: fc.option(fc.nat(), { nil: undefined, freq: 8 }),
  role: fc.nat(),
  who: fc.constantFrom(...PEOPLE),
  opinion: fc.constantFrom('grant', 'refuse'),
  hours: fc.nat(60),
})

/** Silence, and what only the machine does, come in as well. */
function happeningFor(
  theCase: Case,
  type: EventType,
  role: number,
  who: string,
  opinion: 'grant' | 'refuse',
) {
  const { roles, others } = ruleOf(type)
  const by = roles[role % Math.max(roles.length, 1)]
  if (by !== undefined) return attempt(theCase, type, { by, who, opinion })
  const [kind = 'clock'] = others
  return { ...attempt(theCase, type, { by: 'applicant', who, opinion }), actorKind: kind }
}

test('does every refusal say what is possible, and is every promise kept, whatever has happened?', async () => {
  const reached = new Set<string>()
  let promises = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...POLICIES),
      fc.array(step, { minLength: 1, maxLength: 14 }),
      async (policy, steps) => {
        let at = instant('2026-08-03')
        let fold: CaseFold | null = null
        const begun = [{ type: 'received', role: 0, who: 'a', opinion: 'grant', hours: 0 } as const, ...steps]
        for (const each of begun) {
          at += each.hours * 3_600_000
          const theCase: Case = { fold, policy, at }
          const offers: readonly EventType[] =
            fold === null ? [] : offeredSteps(fold, policy, at).map(({ event }) => event)
          const pick = 'pick' in each ? each.pick : undefined
          const type = (pick === undefined ? undefined : offers[pick % offers.length]) ?? each.type
          const result = await appendUnder(policy, 'case', fold, [
            happeningFor(theCase, type, each.role, each.who, each.opinion),
          ])
          if (result.ok) fold = result.value.fold
          else if (result.failure.code === 'stepNotPossible') {
            const { failure } = result
            expect(failure.who).toEqual(possibleSteps(fold))
            expect(failure.possible).toEqual(failure.who.map(({ event }) => event))
            for (const { by, zh, en, byZh, byEn } of failure.who)
              expect([by, zh, en, byZh, byEn].every(({ length }) => length > 0)).toBe(true)
            if (failure.because !== null) expect(failure.because).toEqual(becauseOf(failure.because))
            const isOver = fold !== null && (isClosed(fold.state) || fold.erasedOn !== null)
            if (!isOver) expect(failure.possible).not.toEqual([])
          } else expect(JSON.stringify(result.failure).length).toBeGreaterThan(20)
        }
        if (fold === null) throw new Error('a receipt is always possible')
        reached.add(fold.state)
        const theCase = { fold, policy, at }
        const offers = offeredSteps(fold, policy, at)
        const offered = (type: EventType, by: string) =>
          offers.some((offer) => offer.event === type && offer.by.some((each) => each === by))
        for (const type of EVENT_TYPES) {
          const { roles, others } = ruleOf(type)
          const people: readonly Actor['by'][] = [
            ...roles,
            ...(others.includes('applicant') ? (['applicant'] as const) : []),
          ]
          for (const by of people) {
            promises += 1
            expect([type, by, await somebodyCan(theCase, type, by)]).toEqual([type, by, offered(type, by)])
          }
        }
      },
    ),
    { seed: 20_261_122, numRuns: 120 },
  )
  expect(reached.size).toBeGreaterThan(7)
  expect(promises).toBeGreaterThan(5000)
}, 20_000)
