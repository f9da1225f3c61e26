/** Fields single steps carry beside reason, ground and document, each with its check. */
import { civilDate } from '@tongban/calendar'
import type { FieldError } from '@tongban/kernel'
import type { Happening } from './event.ts'
import { outcomeIn } from './handover.ts'
import type { EventType } from './state.ts'
import { countIn, dateIn, type StepData, textIn, textsIn } from './step-data.ts'

type Field = {
  readonly key: string
  readonly isGood: (data: StepData) => boolean
  readonly zh: string
  readonly en: string
}

const opinion: Field = {
  key: 'opinion',
  isGood: ({ opinion: value }) => value === 'grant' || value === 'refuse',
  zh: '意见为 grant（同意）或者 refuse（不同意）。',
  en: 'The opinion is grant or refuse.',
}
const date = (key: string, isNeeded: boolean): Field => ({
  key,
  isGood: ({ [key]: value }) =>
    value === undefined || value === null
      ? !isNeeded
      : typeof value === 'string' && civilDate(value) !== undefined,
  zh: '请按 YYYY-MM-DD 填写日期。',
  en: 'Write a date as YYYY-MM-DD.',
})
const count = (key: string): Field => ({
  key,
  isGood: (data) => countIn(data, key) !== null,
  zh: '请填写大于零的整数。',
  en: 'Write a whole number above zero.',
})
const text = (key: string): Field => ({
  key,
  isGood: (data) => textIn(data, key) !== null,
  zh: '请填写。',
  en: 'This is needed.',
})

const FIELDS: Partial<Record<EventType, readonly Field[]>> = {
  received: [date('renewalExpiresOn', false)],
  supplementRequested: [date('untilOn', false)],
  assigned: [text('to')],
  inspected: [
    {
      key: 'officials',
      isGood: (data) => textsIn(data, 'officials').length >= 2,
      zh: '核查应当由两名以上不同的工作人员进行，现填写的是同一人（subject 相同）。',
      en: 'A check takes two different officials or more; those given are one person (the same subject).',
    },
    date('inspectedOn', false),
  ],
  hearingHeld: [date('heldOn', false)],
  licenceChecked: [
    {
      key: 'finding',
      isGood: ({ finding }) => finding === 'found' || finding === 'notFound',
      zh: '核实结果为 found（有效期已核实）或者 notFound（查无此许可）。',
      en: 'The finding is found or notFound.',
    },
    {
      key: 'validUntil',
      isGood: (data) => data.finding !== 'found' || dateIn(data, 'validUntil') !== null,
      zh: '请按 YYYY-MM-DD 填写原许可有效期的最后一日。',
      en: 'Write the last day of the licence as YYYY-MM-DD.',
    },
    {
      key: 'reasons',
      isGood: (data) => data.finding !== 'notFound' || textsIn(data, 'reasons').length > 0,
      zh: '查无此许可的，请写明理由。',
      en: 'Where no such licence is found, state the reasons.',
    },
  ],
  thirdPartyNotified: [
    {
      key: 'parties',
      isGood: (data) => textsIn(data, 'parties').length > 0,
      zh: '请写明告知了哪些利害关系人。',
      en: 'Name the interested parties who are told.',
    },
    date('untilOn', true),
  ],
  opinionGiven: [text('department'), opinion],
  // 行政许可法 45: the time needed is told in writing.
  suspended: [count('neededWorkdays'), date('fromOn', false)],
  resumed: [date('untilOn', false)],
  extended: [count('workdays')],
  forwarded: [text('to')],
  signed: [opinion],
  delivered: [date('servedOn', false)],
  transferred: [text('handlingRegion'), text('agreement')],
  acceptedElsewhere: [date('acceptedOn', false)],
  supplementRequestedElsewhere: [date('untilOn', false)],
  decidedElsewhere: [
    {
      key: 'outcome',
      isGood: (data) => outcomeIn(data) !== null,
      zh: '决定的结果不在约定的范围内。',
      en: 'The outcome is none of those agreed on.',
    },
    date('decidedOn', false),
  ],
  changedElsewhere: [
    {
      key: 'changed',
      isGood: ({ changed }) => changed === 'corrected' || changed === 'annulled',
      zh: '变更应为 corrected（更正）或者 annulled（撤销）。',
      en: 'The change is corrected or annulled.',
    },
  ],
}

export function fieldErrors({ type, data }: Happening): FieldError[] {
  return (FIELDS[type] ?? [])
    .filter(({ isGood }) => !isGood(data))
    .map(({ key, zh, en }) => ({ pointer: `/${key}`, zh, en }))
}
