import { type Answered, ask } from '../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  citizen,
  must,
  nextKey,
  RULES,
  submitted,
  TODAY,
  tokenOf,
} from '../region.ts'

/** The request that is sent to each route, sound in itself, so that who may is all that decides. */

export const owner = citizen('1954-05-06')
export const agent = citizen('1990-03-04', 903, '演示乙')
export const stranger = citizen('1960-01-01')

export type Sender = 'nobody' | 'stranger' | 'owner' | 'agent' | 'official' | 'foreign' | 'machine'
export type Prepared = {
  readonly path: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** Made when first needed and again after it was used up. */
function supply<T>(make: () => Promise<T>) {
  let held: Promise<T> | undefined
  return {
    take: () => {
      held ??= make()
      return held
    },
    usedUp: () => {
      held = undefined
    },
  }
}

const AUTHORITY = { kind: 'agent', name: agent.name }
/** The application as this sender would send it. Whoever is not the owner, an agent or an official says it is their own. */
const bodyOf = (sender: Sender) =>
  allowance(owner, {
    representation:
      sender === 'agent' ? AUTHORITY : { kind: sender === 'official' ? 'staffAssisted' : 'self' },
  })

/** Handed in by the agent without a complete authority: it awaits a supplement, so that every step is possible. */
const aCase = supply(async () => {
  const { body } = must(await apply(await tokenOf(agent), bodyOf('agent')), 201)
  return String(body.caseNumber)
})
const draftBody = {
  itemCode: 'elderly-allowance',
  effectiveOn: TODAY,
  dmn: RULES['elderly-allowance'],
  note: '试验',
}
const aDraft = supply(async () => {
  const { body } = must(
    await asOfficial('publisher', 'POST', '/approvals/v1/rules', draftBody, 'drafter'),
    201,
  )
  return String(body.id)
})
const aSubmission = supply(() => submitted('elderly-allowance', RULES['elderly-allowance']))
const aStoppedItem = supply(async () => {
  const id = await aSubmission.take()
  must(
    await asOfficial('supervisor', 'POST', `/approvals/v1/rules/${id}/stop`, { reason: '试验' }, 'stopper'),
    200,
  )
  return id
})

/** Call after a request was let in: what it may have used is made anew for the next. */
export function usedUp(): void {
  for (const each of [aCase, aDraft, aSubmission, aStoppedItem]) each.usedUp()
}

const item = '/approvals/v1/items/elderly-allowance'
const reason = { reason: '试验' }
const onCase = (step: string) => async () => ({ path: `/approvals/v1/cases/${await aCase.take()}${step}` })

export const REQUESTS: Readonly<Record<string, (sender: Sender) => Promise<Prepared>>> = {
  'GET /approvals/v1/items': async () => ({ path: '/approvals/v1/items' }),
  'GET /approvals/v1/items/{code}': async () => ({ path: item }),
  'GET /approvals/v1/items/{code}/rules': async () => ({ path: `${item}/rules` }),
  'GET /approvals/v1/items/{code}/rules/text': async () => ({ path: `${item}/rules/text` }),
  'GET /approvals/v1/items/{code}/rules/dmn': async () => ({ path: `${item}/rules/dmn` }),
  'POST /approvals/v1/items/{code}/precheck': async (sender) => ({
    path: `${item}/precheck`,
    body: bodyOf(sender),
  }),
  'POST /approvals/v1/applications': async (sender) => ({
    path: '/approvals/v1/applications',
    body: bodyOf(sender),
    headers: { 'Idempotency-Key': nextKey() },
  }),
  'GET /approvals/v1/cases/{caseNumber}': onCase(''),
  'GET /approvals/v1/cases/{caseNumber}/explanation': onCase('/explanation'),
  'GET /approvals/v1/cases/{caseNumber}/documents': onCase('/documents'),
  'POST /approvals/v1/cases/{caseNumber}/refer': onCase('/refer'),
  'POST /approvals/v1/cases/{caseNumber}/withdraw': onCase('/withdraw'),
  'GET /approvals/v1/rules': async () => ({ path: '/approvals/v1/rules' }),
  'POST /approvals/v1/rules': async () => ({ path: '/approvals/v1/rules', body: draftBody }),
  'GET /approvals/v1/rules/{id}': async () => ({ path: `/approvals/v1/rules/${await aDraft.take()}` }),
  'POST /approvals/v1/rules/{id}/submit': async () => ({
    path: `/approvals/v1/rules/${await aDraft.take()}/submit`,
  }),
  'POST /approvals/v1/rules/{id}/approve': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/approve`,
  }),
  'POST /approvals/v1/rules/{id}/stop': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/stop`,
    body: reason,
  }),
  'POST /approvals/v1/rules/{id}/resume': async () => ({
    path: `/approvals/v1/rules/${await aStoppedItem.take()}/resume`,
    body: reason,
  }),
  'GET /approvals/v1/registries': async () => ({ path: '/approvals/v1/registries' }),
  'PUT /approvals/v1/registries/{source}': async () => ({
    path: '/approvals/v1/registries/population',
    body: { state: 'available', reason: '试验' },
  }),
  'PUT /approvals/v1/registries/{source}/records': async () => ({
    path: '/approvals/v1/registries/population/records',
    body: { asOf: Date.now(), records: [] },
  }),
  'GET /supervision/v1/jobs': async () => ({ path: '/supervision/v1/jobs' }),
}

export const send = (
  fetch: (request: Request) => Promise<Response>,
  token: string | null,
  route: string,
  { path, body, headers = {} }: Prepared,
  more: Record<string, string> = {},
): Promise<Answered> => ask(fetch, token, route.split(' ')[0] ?? '', path, body, { ...headers, ...more })
