import { EVENT_RULES } from '@tongban/cases'
import type { Role } from '@tongban/kernel'
import { STEP_EVENTS, type StepName } from '@tongban/services'
import type { Row } from './table.ts'

/**
 * The rows of a case's steps. The door lets in whoever handles cases at all, because a role may be lent to them; whose
 * step it is, the case says. The cases are licences of the city management, but where the step needs another item.
 */
const HANDLERS: readonly Role[] = ['window', 'handler', 'chief', 'head', 'governmentHead']

type More = Partial<Pick<Row, 'owner' | 'agent' | 'stranger' | 'own' | 'other'>> & {
  readonly notNow?: readonly Role[]
  /** Those whose step it is in this case, where the rule names more. */
  readonly whose?: readonly Role[]
}

function stepRow(name: StepName, { notNow = [], whose, ...more }: More = {}): Row {
  const named: readonly Role[] = STEP_EVENTS[name].flatMap(
    (event): readonly Role[] => EVENT_RULES[event].roles,
  )
  const may = HANDLERS.filter((role) => (whose ?? named).includes(role) && !notNow.includes(role))
  return {
    nobody: 401,
    stranger: 403,
    owner: 403,
    agent: 403,
    own: 'city-management',
    anyDepartment: may.filter((role) => role === 'governmentHead'),
    ownDepartment: may.filter((role) => role !== 'governmentHead'),
    notNow,
    lendable: HANDLERS.filter((role) => !may.includes(role) && !notNow.includes(role)),
    otherRoles: 403,
    ...more,
  }
}

const APPLICANTS_TOO = { stranger: 404, owner: 'in', agent: 'in' } as const
const SIGNERS: readonly Role[] = ['handler', 'chief']

export const STEP_ROWS: Readonly<Record<StepName, Row>> = {
  accept: stepRow('accept'),
  'request-supplement': stepRow('request-supplement'),
  supplement: stepRow('supplement', APPLICANTS_TOO),
  return: stepRow('return', { own: 'market' }),
  'not-required': stepRow('not-required'),
  'not-accepted': stepRow('not-accepted'),
  assign: stepRow('assign'),
  inspect: stepRow('inspect'),
  'check-licence': stepRow('check-licence'),
  'notify-party': stepRow('notify-party'),
  'party-statement': stepRow('party-statement', APPLICANTS_TOO),
  'hearing-request': stepRow('hearing-request', APPLICANTS_TOO),
  hearing: stepRow('hearing'),
  opinion: stepRow('opinion', { own: 'transport', other: 'health' }),
  suspend: stepRow('suspend'),
  resume: stepRow('resume'),
  extend: stepRow('extend', { whose: ['head'] }),
  // No item of the demonstration goes to a superior organ.
  forward: stepRow('forward', { notNow: ['chief', 'head'] }),
  sign: stepRow('sign', { whose: SIGNERS, notNow: ['chief'] }),
  'send-back': stepRow('send-back'),
  decide: stepRow('decide', { whose: SIGNERS }),
  deliver: stepRow('deliver'),
  correct: stepRow('correct'),
  annul: stepRow('annul'),
  reopen: stepRow('reopen'),
  // No law by which silence counts as giving up is configured in the demonstration.
  abandon: stepRow('abandon', { notNow: ['window', 'handler'] }),
  // Of a case that another region handles.
  urge: stepRow('urge', APPLICANTS_TOO),
}
