/** What an audit can find, and how it is told to people: the record by its name, and what is wrong with it. */
import { RECORD_NAMES, type RecordKind } from './record.ts'

export const FINDINGS = {
  contentChanged: { zh: '内容被改动：与其哈希不符', en: 'changed: its content does not give its hash' },
  changedAfterSeal: { zh: '封存后被改动', en: 'changed after its day was sealed' },
  removed: { zh: '被删除', en: 'removed' },
  inserted: { zh: '事后插入：不在当日封存的记录中', en: 'inserted: not among the records sealed that day' },
  chainGap: { zh: '前面缺少记录', en: 'something before it is missing' },
  impossibleStep: { zh: '在前一状态下不可能发生', en: 'cannot follow what was before it' },
  headDiffers: { zh: '末端哈希与事件不符', en: 'its head is not its last event' },
  rowDiffers: {
    zh: '状态等登记内容与事件不符',
    en: 'its row, such as its state, is not what its events say',
  },
  withoutEvents: { zh: '没有任何事件', en: 'has no events' },
  withoutEvent: { zh: '没有事件为其作证', en: 'no event stands for it' },
  daySignature: { zh: '当日封存的签名不成立', en: 'the signature under the day does not hold' },
  dayChain: { zh: '当日与前一日不相接', en: 'the day does not follow the day before' },
  dayRecords: { zh: '当日的记录清单与根不符', en: 'the list of the day’s records does not give its root' },
} as const satisfies Record<string, { zh: string; en: string }>

export type Finding = {
  readonly what: keyof typeof FINDINGS
  readonly record: RecordKind | keyof typeof OTHERS
  /** `case number/sequence`, a document number, an identifier of a licence, a case number or a day. */
  readonly key: string
  /** The day under whose root it stood. */
  readonly sealedOn: string | null
}

const OTHERS = {
  case: { zh: '办件', en: 'case' },
  licence: { zh: '证照', en: 'licence' },
  day: { zh: '封存日', en: 'sealed day' },
} as const

export function sayFinding({ what, record, key, sealedOn }: Finding): { zh: string; en: string } {
  const name = { ...OTHERS, ...RECORD_NAMES }[record]
  const words = FINDINGS[what]
  const sealed =
    sealedOn === null ? { zh: '', en: '' } : { zh: `（${sealedOn} 封存）`, en: ` (sealed ${sealedOn})` }
  return {
    zh: `${name.zh} ${key}：${words.zh}${sealed.zh}`,
    en: `${name.en} ${key}: ${words.en}${sealed.en}`,
  }
}
