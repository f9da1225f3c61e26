import { TRANSFER_GROUNDS, TRANSFER_STATES } from '@tongban/exchange'
import { typeOf } from '@tongban/licences'
import type { TransferRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { asState } from './answer.ts'
import type { Offer } from './content.ts'
import { DECLINE_CODES } from './input.ts'

/** A licence on its way between regions, as officials see it. */
export type TransferView = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly partner: string
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly department: string
  readonly state: Text & { readonly code: string }
  readonly ground: Text & { readonly code: string }
  readonly offeredAt: number
  readonly answeredAt: number | null
  readonly answer: (Text & { readonly code: string }) | null
  readonly successor: string | null
  /** What is offered, to the department that decides and while it may; null in a list. */
  readonly offer: Pick<Offer, 'holder' | 'claims' | 'validFrom' | 'validUntil' | 'askedBy' | 'reason'> | null
}

export function transferView(row: TransferRow, offer: Offer | null = null): TransferView {
  const { id, partner, identifier, type, department, offeredAt, answeredAt, successor } = row
  return {
    id,
    direction: row.direction === 'in' ? 'in' : 'out',
    partner,
    identifier,
    type,
    typeName: typeOf(type)?.name ?? { zh: type, en: type },
    department,
    state: { code: row.state, ...TRANSFER_STATES[asState(row.state)] },
    ground: { code: row.ground, ...wordsOf(TRANSFER_GROUNDS, row.ground) },
    offeredAt,
    answeredAt,
    answer: row.answerCode === null ? null : { code: row.answerCode, ...wordsOf(ANSWERS, row.answerCode) },
    successor,
    offer:
      offer === null
        ? null
        : {
            holder: offer.holder,
            claims: offer.claims,
            validFrom: offer.validFrom,
            validUntil: offer.validUntil,
            askedBy: offer.askedBy,
            reason: offer.reason,
          },
  }
}

/** Those an official chooses from, and those that come by themselves. */
const ANSWERS = {
  ...DECLINE_CODES,
  withdrawn: { zh: '转出地请求取消', en: 'asked back by the other region' },
  contentRefused: { zh: '转出内容不合格式', en: 'the offer is not in the form' },
  typeUnknown: { zh: '本地区不办理此类证照的转入', en: 'licences of this type are not taken over here' },
} as const

/** A code of another region’s list is shown as it came. */
const wordsOf = (table: Readonly<Record<string, Text>>, code: string): Text => {
  const found = new Map(Object.entries(table)).get(code)
  return { zh: found?.zh ?? code, en: found?.en ?? code }
}
