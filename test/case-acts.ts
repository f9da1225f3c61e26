/** Steps that anybody may try in a licence case, legal or not, as plain data: what random runs are made of. */
export type Act = {
  readonly by: 'handler' | 'chief' | 'head' | 'applicant'
  readonly step: string
  readonly body?: object
}

const REASONS = [{ text: '演示理由' }]
const WHY = { reasons: REASONS, ground: '演示条例 1' }
const CHECK = {
  place: '演示路 1 号',
  officials: [
    { subject: 'demo-510116-city-management-handler', name: '演示人员1' },
    { subject: 'demo-510116-city-management-handler-2', name: '演示人员5' },
  ],
  findings: ['现场与方案一致'],
}
const PARTIES = { parties: [{ name: '演示邻居' }], interest: '采光' }
const STATEMENT = { statement: '没有意见', party: '演示邻居' }
const HEARING = {
  place: '演示会议室',
  chair: { subject: 'chair', name: '演示主持' },
  officials: ['演示人员1'],
  participants: ['演示邻居'],
  statements: ['没有意见'],
}
const MATERIALS = { materials: [{ code: 'design', reference: 'sha256:00' }] }
const FOUND = { finding: 'found', licenceNumber: '演许字〔2025〕1号', validUntil: '2026-12-23' }
const SERVICE = { method: 'direct', receiver: '演示' }

const act = (by: Act['by'], step: string, body?: object): Act =>
  body === undefined ? { by, step } : { by, step, body }

export const ACTS: readonly Act[] = [
  act('handler', 'accept'),
  act('handler', 'request-supplement', { reasons: REASONS }),
  act('applicant', 'supplement', MATERIALS),
  act('handler', 'return', { reasons: REASONS }),
  act('handler', 'not-required', { reasons: REASONS }),
  act('chief', 'assign', { to: 'demo-510116-city-management-handler' }),
  act('handler', 'inspect', CHECK),
  act('handler', 'check-licence', FOUND),
  act('handler', 'notify-party', PARTIES),
  act('handler', 'party-statement', STATEMENT),
  act('applicant', 'hearing-request', {}),
  act('handler', 'hearing', HEARING),
  act('handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }),
  act('handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }),
  act('chief', 'resume', {}),
  act('head', 'extend', { workdays: 10, reasons: REASONS }),
  act('handler', 'sign', { opinion: 'grant' }),
  act('chief', 'sign', { opinion: 'grant' }),
  act('chief', 'send-back', { reasons: REASONS }),
  act('chief', 'decide', { decision: 'grant' }),
  act('chief', 'decide', { decision: 'refuse', ...WHY }),
  act('handler', 'deliver', SERVICE),
  act('head', 'annul', WHY),
  act('chief', 'reopen', { ...WHY, orderedBy: '演示政府', order: '1 号' }),
  act('applicant', 'withdraw'),
  act('applicant', 'refer'),
]

/** What a step is told that the case itself offers to whoever asks; a step that is not here is left to chance. */
const OFFERED: readonly Act[] = [
  act('handler', 'accept'),
  act('handler', 'request-supplement', { reasons: REASONS }),
  act('handler', 'inspect', CHECK),
  act('handler', 'check-licence', FOUND),
  act('handler', 'notify-party', PARTIES),
  act('handler', 'party-statement', STATEMENT),
  act('handler', 'suspend', { ground: 'testing', neededWorkdays: 2 }),
  act('chief', 'resume', {}),
  act('handler', 'sign', { opinion: 'grant' }),
  act('chief', 'decide', { decision: 'grant' }),
  act('handler', 'deliver', SERVICE),
]

/** The step of this name as this official would take it. */
export function offeredAct(by: Act['by'], step: string): Act | undefined {
  const found = OFFERED.find((each) => each.step === step)
  return found === undefined ? undefined : { ...found, by }
}
