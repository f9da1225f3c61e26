/**
 * What one region tells another of a case: the envelope of CX/1, a CloudEvents 1.0 event in JSON. Routing data, codes and
 * digests are open; whatever is personal lies in `sealed`, for the competent office alone. The messages of a case are
 * numbered in each direction and each names the digest of the one before it.
 */
import type { CivilDate, Json } from '@tongban/kernel'

/** Region code 行政区划代码 of six digits. */
export type RegionCode = string

/** 全程网办, 异地代收代办, 多地联办 (国办发〔2020〕35号). */
export const MODES = {
  online: { zh: '全程网办', en: 'handled online by the competent region' },
  collect: { zh: '异地代收代办', en: 'collected elsewhere, handled by the competent region' },
  joint: { zh: '多地联办', en: 'handled by several regions, one result' },
} as const
export type Mode = keyof typeof MODES

/** Which side tells it: `receiving` 收件地, `handling` 办理地, or both. */
export const MESSAGE_TYPES = {
  'case.submitted': { by: 'receiving', zh: '移送申请', en: 'application handed over' },
  'case.accepted': { by: 'handling', zh: '受理', en: 'accepted' },
  'case.refused': { by: 'handling', zh: '不接收', en: 'not taken over' },
  'case.returned': { by: 'handling', zh: '退回收件地', en: 'returned to the receiving region' },
  'case.supplement-requested': { by: 'handling', zh: '一次性告知补正', en: 'supplement requested' },
  'case.supplement-provided': { by: 'receiving', zh: '补正材料', en: 'supplement handed in' },
  'case.withdrawn': { by: 'both', zh: '撤回申请', en: 'withdrawn' },
  'case.clock-paused': { by: 'handling', zh: '期限暂停计算', en: 'time limit paused' },
  'case.clock-resumed': { by: 'handling', zh: '期限恢复计算', en: 'time limit runs again' },
  'case.clock-extended': { by: 'handling', zh: '延长期限', en: 'time limit extended' },
  'case.deadline-told': { by: 'handling', zh: '告知期限', en: 'time limit told' },
  'case.decided': { by: 'handling', zh: '作出决定', en: 'decided' },
  'case.result-delivered': { by: 'handling', zh: '送达结果', en: 'result delivered' },
  'case.closed': { by: 'receiving', zh: '收件地办结', en: 'closed by the receiving region' },
  'case.urged': { by: 'receiving', zh: '催办', en: 'urged' },
  'case.evaluated': { by: 'receiving', zh: '评价', en: 'evaluated' },
  'case.files-added': { by: 'both', zh: '补充文件', en: 'files added' },
  'case.papers-sent': { by: 'both', zh: '寄出纸质材料', en: 'papers posted' },
  'case.papers-received': { by: 'both', zh: '签收纸质材料', en: 'papers received' },
  'licence.transfer-offered': { by: 'both', zh: '证照转出', en: 'licence offered for transfer' },
  'licence.transfer-taken': { by: 'both', zh: '证照转入', en: 'licence taken over' },
  'licence.transfer-withdrawn': { by: 'both', zh: '取消证照转出', en: 'offer of a licence withdrawn' },
} as const satisfies Record<string, { by: 'receiving' | 'handling' | 'both'; zh: string; en: string }>
export type MessageType = keyof typeof MESSAGE_TYPES

/** The time limit that runs in the handling region, as it reckons it; both sides show this and reckon nothing anew. */
export type Deadline = {
  /** Earliest limit that runs; null when none does. */
  readonly dueOn: CivilDate | null
  /** `notice`, `decision` … as in the case's clocks. */
  readonly step: string | null
  readonly basis: { readonly kind: string; readonly zh: string; readonly en: string } | null
  readonly state: 'running' | 'paused' | 'none'
  /** Working days of that limit that have gone by, as of `asOn`. */
  readonly consumedWorkdays: number
  readonly asOn: CivilDate
  /** Version of the handling region's working-day calendar. */
  readonly calendar: string
  /** The year has no published calendar yet. */
  readonly provisional: boolean
}

/** The four instants of a hand-over; epoch ms, null until they have come. */
export type HandoverTimes = {
  readonly receivedAt: number
  readonly transferredAt: number
  readonly handlerReceivedAt: number | null
  readonly acceptedAt: number | null
}

export type Message = {
  readonly specversion: '1.0'
  /** UUID; with the sender it names the message for ever. */
  readonly id: string
  readonly type: MessageType
  /** Sender, and whom it is for. */
  readonly source: RegionCode
  readonly to: RegionCode
  /** The case number, the same in all regions; for a licence its identifier. */
  readonly subject: string
  /** RFC 3339 in UTC with milliseconds: when it happened. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  /** 1, 2, 3 … within the case, this partner and this direction. */
  readonly seq: number
  /** Digest of message `seq - 1` of this direction; 64 zeros before the first. */
  readonly previous: string
  /** `id@version` of the agreement and version of the routes it is sent under. */
  readonly agreement: string
  readonly route: string
  /** Id of the message it answers. */
  readonly inreplyto?: string
  /** Codes, dates and digests of this type; nothing personal. */
  readonly data: { readonly [name: string]: Json }
  /** Compact JWE to the office's key, bound to case, type and seq. */
  readonly sealed?: string
}

/** What is to be told, before it has a number, a digest, and a seal. */
export type MessageDraft = {
  readonly id: string
  readonly type: MessageType
  readonly to: RegionCode
  readonly subject: string
  readonly at: number
  readonly seq: number
  readonly previous: string
  readonly agreement: string
  readonly route: string
  readonly inreplyto?: string
  readonly data: { readonly [name: string]: Json }
  /** What is personal, sealed before anything is written; null: nothing. */
  readonly personal: Json
  /** Office of the partner the seal is for. */
  readonly office: string
}

export type SealedMessage = {
  readonly message: Message
  /** Canonical JSON of it, as it is stored and sent. */
  readonly body: string
  /** SHA-256 of that, hex. */
  readonly digest: string
}

export const NO_MESSAGE_BEFORE = '0'.repeat(64)
