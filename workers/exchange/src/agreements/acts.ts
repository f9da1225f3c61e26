import {
  askToCountersign,
  askToEnd,
  confirmAgreement,
  declineAgreement,
  sendAgreement,
} from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CONFIRM, PROPOSE, reasonInput } from '../partners/schema.ts'
import { TAGS } from '../words.ts'
import { agreementParams, digestInput, endingInput, HISTORY_ANSWER, VERSION_ANSWER } from './schema.ts'

const ONE = { tag: TAGS.agreements, params: agreementParams, answer: VERSION_ANSWER } as const
const FAILURES = ['notFound', 'stepNotPossible', 'notConfigured', 'stillRunning'] as const

export const countersignAgreement = endpoint(
  {
    ...ONE,
    method: 'post',
    path: '/v1/agreements/{id}/countersign',
    summary: { zh: '拟签署对方提出的协议', en: 'Ask to sign what the partner proposed' },
    description: {
      zh: '由另一人确认后签署并送交对方。',
      en: 'Signed and sent when a second person has confirmed it.',
    },
    rights: PROPOSE,
    failures: FAILURES,
  },
  async ({ context, params }) => askToCountersign(context, params.id),
)

export const endAgreement = endpoint(
  {
    ...ONE,
    method: 'post',
    path: '/v1/agreements/{id}/end',
    summary: { zh: '拟通知终止协议', en: 'Ask to end an agreement by notice' },
    description: {
      zh: '最后一日不得早于约定的通知期限；由另一人确认后签署并告知对方。已移送的办件继续办结。',
      en: 'The last day keeps the days of notice agreed on; signed and told when a second person has confirmed it. What was handed over before is brought to its end.',
    },
    rights: PROPOSE,
    body: endingInput,
    failures: FAILURES,
  },
  async ({ context, params, body }) => askToEnd(context, params.id, body),
)

export const confirmAgreementAct = endpoint(
  {
    ...ONE,
    method: 'post',
    path: '/v1/agreements/{id}/confirm',
    summary: { zh: '确认协议事项', en: 'Confirm an act on an agreement' },
    description: {
      zh: '确认待办的提出、签署或者终止，须写明所核对文本的摘要；不得由提出该事项的人确认。对方暂不可达的，保留并自动重发。',
      en: 'Confirms what was asked for (to propose, sign or end it), with the digest of the document that was read, and not by whoever asked for it. If the partner cannot be reached it is kept and sent again.',
    },
    rights: CONFIRM,
    body: digestInput,
    failures: [...FAILURES, 'secondPersonNeeded'],
  },
  async ({ context, params, body }) => confirmAgreement(context, params.id, body.digest),
)

export const declineOneAgreement = endpoint(
  {
    ...ONE,
    method: 'post',
    path: '/v1/agreements/{id}/decline',
    summary: { zh: '不签署，或者收回', en: 'Decline an agreement, or take it back' },
    description: {
      zh: '不签署对方提出的版本，或者收回本地区提出的版本、待确认的事项。对方在得知之前已签署的，协议仍然成立。',
      en: 'Does not sign what the partner proposed, or takes back what was proposed or asked for here. Where the partner has signed before it hears of it, the agreement stands.',
    },
    rights: CONFIRM,
    body: reasonInput,
    failures: FAILURES,
  },
  async ({ context, params, body }) => declineAgreement(context, params.id, body.reason),
)

export const sendOneAgreement = endpoint(
  {
    ...ONE,
    method: 'post',
    path: '/v1/agreements/{id}/send',
    summary: { zh: '立即送交对方', en: 'Send to the partner now' },
    description: {
      zh: '立即重发尚未告知对方的内容；全部已告知的，连同双方签名重发现行版本，供对方恢复旧库后补回。',
      en: 'Tells the partner now what it has not been told; where it has been told all, the version signed last with both signatures, for a partner that restored an older database.',
    },
    rights: PROPOSE,
    answer: HISTORY_ANSWER,
    failures: FAILURES,
  },
  async ({ context, params }) => sendAgreement(context, params.id),
)
