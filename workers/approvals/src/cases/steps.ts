import type { Rights } from '@tongban/http'
import { STEP_INPUTS, type StepInputs, type StepName, takeStep } from '@tongban/services'
import type * as z from 'zod'
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

const contractOf = (name: StepName, zh: string, en: string, rights: Rights) =>
  ({
    method: 'post',
    path: `/v1/cases/{caseNumber}/${name}`,
    summary: { zh, en },
    tag: TAGS.steps,
    rights,
    params: caseNumberParam,
    answer: { status: 200, description: { zh: '办件', en: 'the case' }, schema: caseSchema },
    failures: ['notFound', 'stepNotPossible', 'invalidInput', 'notConfigured'],
  }) as const

const INPUTS: { readonly [N in StepName]: z.ZodType<StepInputs[N]> } = STEP_INPUTS

function step<N extends StepName>(name: N, zh: string, en: string, rights: Rights = OFFICIALS) {
  const contract = { ...contractOf(name, zh, en, rights), body: INPUTS[name] }
  return endpoint(contract, ({ context, params, body }) => takeStep(context, params.caseNumber, name, body))
}

/** A step that is told nothing. */
const plain = (name: 'accept' | 'abandon', zh: string, en: string) =>
  endpoint(contractOf(name, zh, en, OFFICIALS), ({ context, params }) =>
    takeStep(context, params.caseNumber, name, {}),
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
]
