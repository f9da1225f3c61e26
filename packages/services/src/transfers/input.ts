import { TRANSFER_GROUNDS, type TransferGround } from '@tongban/exchange'
import { said } from '@tongban/kernel/parse'
import { reasonText } from '@tongban/kernel/words'
import * as z from 'zod'

/** What is told with an offer of a licence, and with the answer to it. */
const GROUNDS = asGrounds(Object.keys(TRANSFER_GROUNDS))
/** Guarantee: the keys of the table of grounds. */
function asGrounds(names: readonly string[]) {
  return names as readonly TransferGround[]
}

export const offerInput = z
  .strictObject({
    to: z
      .string()
      .regex(/^[1-9]\d{5}$/, {
        error: said('应为 6 位行政区划代码。', 'Must be a region code of six digits.'),
      })
      .meta({ description: '转入地区 the region it goes to', example: '500112' }),
    ground: z
      .enum(GROUNDS, {
        error: said(
          `应为：${GROUNDS.map((code) => `${code} ${TRANSFER_GROUNDS[code].zh}`).join('、')}。`,
          `Must be one of ${GROUNDS.join(', ')}.`,
        ),
      })
      .meta({ description: '转出事由 why it is transferred' }),
    reason: reasonText(1000).meta({
      description: '说明，转入地区可以看到 in words; the other region reads them',
    }),
  })
  .meta({ id: 'LicenceTransferInput' })
export type OfferInput = z.output<typeof offerInput>

/** Why an offer is declined. */
export const DECLINE_CODES = {
  notCompetent: { zh: '不属于本地区管辖', en: 'not this region’s matter' },
  conditionsNotMet: { zh: '不符合本地区的法定条件', en: 'the conditions of this region are not met' },
  licenceNotHolding: { zh: '证照核验不通过', en: 'the licence does not verify' },
  held: { zh: '持证人在本地区已有同类证照', en: 'its holder has one of this type here' },
} as const
export type DeclineCode = keyof typeof DECLINE_CODES
const DECLINES = asDeclines(Object.keys(DECLINE_CODES))
/** Guarantee: the keys of the table of codes. */
function asDeclines(names: readonly string[]) {
  return names as readonly DeclineCode[]
}

export const declineInput = z
  .strictObject({
    code: z
      .enum(DECLINES, {
        error: said(
          `应为：${DECLINES.map((code) => `${code} ${DECLINE_CODES[code].zh}`).join('、')}。`,
          `Must be one of ${DECLINES.join(', ')}.`,
        ),
      })
      .meta({ description: '不予转入的事由 why it is declined' }),
    reason: reasonText(1000).meta({ description: '理由，持证人可以看到 the reasons; its holder reads them' }),
  })
  .meta({ id: 'LicenceTransferDecline' })
export type DeclineInput = z.output<typeof declineInput>
