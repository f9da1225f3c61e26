import type { StepName } from '@tongban/services'
import {
  advertising,
  CHECK,
  DESIGN,
  officialToken,
  PARTIES,
  reasons,
  renewal,
  roadworks,
} from '../case-steps.ts'
import { ask } from '../kit.ts'
import { allowance, apply, type Body, type Citizen, must, tokenOf, worker } from '../region.ts'
import { openWay, PARTNER } from '../way-out.ts'
import { supply } from './supply.ts'

/** The request of each step, on a case that stands where the step is possible. */

type People = { readonly owner: Citizen; readonly agent: Citizen }
type Prepare = () => Promise<{ readonly path: string; readonly body?: unknown }>

const GRANT = { opinion: 'grant' }
const WHY = { reasons: reasons(), ground: '演示条例 1' }
const TOLD = { ...WHY, competentOrgan: '演示机关' }
const HEARING = {
  place: '演示会议室',
  chair: { subject: 'chair', name: '演示主持' },
  officials: ['演示人员1'],
  participants: ['演示邻居'],
  statements: ['没有意见'],
}

export function stepRequests({ owner, agent }: People) {
  const byAgent = { representation: { kind: 'agent', name: agent.name } }
  const pathOf = (number: string, step: string) => `/approvals/v1/cases/${number}/${step}`
  /** Handed in by the agent, then taken on by what follows. */
  const begun = (body: Body, ...then: readonly ((number: string) => Promise<unknown>)[]) =>
    supply(async () => {
      await openWay('outdoor-advertising')
      const answer = must(await apply(await tokenOf(agent), body), 201)
      const number = String(answer.body.caseNumber)
      for (const each of then) await each(number)
      return number
    })
  const byOfficial =
    (role: Parameters<typeof officialToken>[0], step: string, body?: object) => async (number: string) =>
      // The subjects of the matrix: who has signed may also decide.
      must(await ask(worker, await officialToken(role), 'POST', pathOf(number, step), body), 200)
  const asAgent = (step: string, body?: object) => async (number: string) =>
    must(await ask(worker, await tokenOf(agent), 'POST', pathOf(number, step), body), 200)

  const lacking = advertising(owner, { ...byAgent, materials: [] })
  const whole = advertising(owner, byAgent)
  const told = byOfficial('handler', 'notify-party', PARTIES)
  const signing = [
    byOfficial('handler', 'inspect', CHECK),
    told,
    byOfficial('handler', 'party-statement', { statement: '没有意见', party: '演示邻居' }),
    byOfficial('handler', 'sign', GRANT),
    byOfficial('chief', 'sign', GRANT),
  ] as const
  const deciding = [...signing, byOfficial('chief', 'decide', { decision: 'grant' })] as const
  const shop = allowance(owner, {
    ...byAgent,
    itemCode: 'sole-trader-registration',
    situation: 'self',
    form: {
      organisationForm: 'individual',
      scope: ['没有这个用语'],
      premises: { address: '演示路 1 号', region: '510116', kind: 'rented', declared: true },
    },
    declineAutomaticDecision: true,
  })

  const awaiting = begun(lacking)
  const declined = begun(lacking, asAgent('refer'))
  const received = begun(lacking, asAgent('supplement', { materials: [DESIGN] }))
  const registration = begun(shop)
  const inReview = begun(whole)
  const renewing = begun(renewal(owner, '2027-06-30', byAgent))
  const joint = begun(roadworks(owner, byAgent))
  const notified = begun(whole, told)
  const standing = begun(whole, byOfficial('handler', 'suspend', { ground: 'hearing', neededWorkdays: 5 }))
  const signed = begun(whole, byOfficial('handler', 'sign', GRANT))
  const ready = begun(whole, ...signing)
  const granted = begun(whole, ...deciding)
  const annulled = begun(whole, ...deciding, byOfficial('head', 'annul', WHY))
  const handedOver = begun(advertising(owner, { ...byAgent, handlingRegion: PARTNER }))
  const all = [
    handedOver,
    awaiting,
    declined,
    received,
    registration,
    inReview,
    renewing,
    joint,
    notified,
    standing,
    signed,
    ready,
    granted,
    annulled,
  ]

  const on =
    (step: StepName, held: ReturnType<typeof begun>, body?: object): Prepare =>
    async () => {
      const path = pathOf(await held.take(), step)
      return body === undefined ? { path } : { path, body }
    }
  const requests: Readonly<Record<StepName, Prepare>> = {
    accept: on('accept', received),
    'request-supplement': on('request-supplement', declined, { reasons: reasons() }),
    supplement: on('supplement', awaiting, { materials: [DESIGN] }),
    return: on('return', registration, { reasons: reasons() }),
    'not-required': on('not-required', received, { reasons: reasons() }),
    'not-accepted': on('not-accepted', received, TOLD),
    assign: on('assign', inReview, { to: 'demo-510116-city-management-handler' }),
    inspect: on('inspect', inReview, CHECK),
    'check-licence': on('check-licence', renewing, {
      finding: 'found',
      licenceNumber: 'GG-2026-1',
      validUntil: '2027-06-30',
    }),
    'notify-party': on('notify-party', inReview, PARTIES),
    'party-statement': on('party-statement', notified, { statement: '没有意见', party: '演示邻居' }),
    'hearing-request': on('hearing-request', inReview, {}),
    hearing: on('hearing', inReview, HEARING),
    opinion: on('opinion', joint, GRANT),
    suspend: on('suspend', inReview, { ground: 'hearing', neededWorkdays: 5 }),
    resume: on('resume', standing, {}),
    extend: on('extend', inReview, { workdays: 10, reasons: reasons() }),
    forward: on('forward', inReview, { to: 'government', opinion: 'grant', reasons: reasons() }),
    sign: on('sign', inReview, GRANT),
    'send-back': on('send-back', signed, { reasons: reasons() }),
    decide: on('decide', ready, { decision: 'grant' }),
    deliver: on('deliver', granted, { method: 'direct', receiver: '演示甲' }),
    correct: on('correct', granted, {
      reasons: reasons(),
      changes: [{ from: '028-00000000', to: '028-00000001' }],
    }),
    annul: on('annul', granted, WHY),
    reopen: on('reopen', annulled, { ...WHY, orderedBy: '演示政府', order: '复议决定书 1 号' }),
    abandon: on('abandon', awaiting),
    urge: on('urge', handedOver),
  }
  return {
    requests,
    usedUp: () => {
      for (const each of all) each.usedUp()
    },
  }
}
