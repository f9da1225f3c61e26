import type { Rights } from '@tongban/http'
import { said as message } from '@tongban/kernel/parse'
import { STEP_INPUTS, type StepInputs, type StepName, takeStep } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, caseSchema, TAGS } from '../words.ts'

/**
 * The steps of a case, one address each. They differ by their name and by what they are told; who may take one is a
 * matter of the case, and of whom one stands in for, so that the door lets in whoever handles cases at all.
 */
const OFFICIALS = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'governmentHead' },
] as const satisfies Rights
const WITH_APPLICANT = ['owner', 'agent', ...OFFICIALS] as const satisfies Rights
const WITH_PARTY = ['owner', 'agent', 'party', ...OFFICIALS] as const satisfies Rights

const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/, {
      error: message('应为 8–128 个可见 ASCII 字符。', 'Must be 8–128 visible ASCII characters.'),
    })
    .optional()
    .meta({ description: '重发时保持不变 keep it when you retry' }),
})
const REPEATED = {
  zh: '可以带 Idempotency-Key：同一人在同一办件中以同一值重发，无论其间发生什么，都不再办理一次，只答复办件现状；同一值用于其他内容的答复 422。不带时，相同内容紧接着重发的也只办理一次。',
  en: 'Takes an Idempotency-Key: the same value by the same person in the same case is never taken twice, whatever has happened since, and answers with the case as it stands; with other content it is answered 422. Without one, the same content sent again right after is taken once.',
} as const

const contractOf = (name: StepName, zh: string, en: string, rights: Rights) =>
  ({
    method: 'post',
    path: `/v1/cases/{caseNumber}/${name}`,
    summary: { zh, en },
    tag: TAGS.steps,
    rights,
    params: caseNumberParam,
    headers: idempotencyHeader,
    description: REPEATED,
    answer: { status: 200, description: { zh: '办件', en: 'the case' }, schema: caseSchema },
    failures: ['notFound', 'stepNotPossible', 'invalidInput', 'notConfigured', 'idempotencyKeyReused'],
  }) as const

const INPUTS: { readonly [N in StepName]: z.ZodType<StepInputs[N]> } = STEP_INPUTS

function step<N extends StepName>(name: N, zh: string, en: string, rights: Rights = OFFICIALS) {
  const contract = { ...contractOf(name, zh, en, rights), body: INPUTS[name] }
  return endpoint(contract, ({ context, params, headers, body }) =>
    takeStep(context, params.caseNumber, name, body, headers['idempotency-key']),
  )
}

/** A step that is told nothing. */
const plain = (name: 'accept' | 'abandon' | 'urge', zh: string, en: string, rights: Rights = OFFICIALS) =>
  endpoint(contractOf(name, zh, en, rights), ({ context, params, headers }) =>
    takeStep(context, params.caseNumber, name, {}, headers['idempotency-key']),
  )

export const CASE_STEPS = [
  plain('accept', '受理', 'Accept'),
  step('request-supplement', '一次性告知补正', 'Ask once for all that is missing'),
  step('supplement', '补正材料', 'Hand in a supplement', WITH_APPLICANT),
  step('return', '退回登记材料', 'Return the papers of a registration'),
  step('not-required', '不受理（无需许可）', 'No licence is needed'),
  step('not-accepted', '不予受理（不属本机关职权）', 'Do not accept: another organ is competent'),
  step('assign', '分派经办人', 'Assign to a handler'),
  step('inspect', '记录核查（两人以上）', 'Record a check by two officials or more'),
  step('check-licence', '核实原许可', 'Look for the licence that is to be renewed'),
  step('notify-party', '告知利害关系人', 'Notify interested parties'),
  step('party-statement', '陈述、申辩', 'Statement of a party or the applicant', WITH_PARTY),
  step('hearing-request', '要求听证', 'Ask for a hearing', WITH_PARTY),
  step('hearing', '记录听证', 'Record the hearing'),
  step('opinion', '联办部门出具意见', 'Opinion of a department in joint handling'),
  step('suspend', '进入特别程序', 'Begin a special procedure'),
  step('resume', '结束特别程序', 'End a special procedure'),
  step('extend', '延长期限', 'Extend the limit'),
  step('forward', '报送上级机关', 'Forward to the superior organ'),
  step('sign', '签批', 'Sign'),
  step('send-back', '退回经办人', 'Send back to the handler'),
  step('decide', '作出决定', 'Decide'),
  step('deliver', '送达', 'Record the service of a document'),
  step('correct', '更正决定', 'Correct a decision'),
  step('annul', '撤销决定', 'Annul a decision'),
  step('reopen', '重新办理', 'Reopen'),
  plain('abandon', '视为放弃申请', 'Take the application as abandoned'),
  plain('urge', '催办（请办理地抓紧办理）', 'Urge the competent region', WITH_APPLICANT),
]
