import type { Failure } from '@tongban/kernel'
import { PARTNER_STATES, type PartnerState } from './partner.ts'

/** Why nothing is done to a partner now. */
const what = (region: string) => ({ zh: `协同地区 ${region} `, en: `partner region ${region}` })

export const nothingToConfirm = (region: string): Failure => ({
  code: 'stepNotPossible',
  state: 'confirmed',
  possible: ['put'],
  words: {
    what: what(region),
    state: { zh: '没有待确认的更改', en: 'without a change to confirm' },
    possible: [{ zh: '提出更改（PUT）', en: 'proposing a change (PUT)' }],
  },
})

export const partnerIs = (region: string, state: PartnerState): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: state === 'proposed' ? ['confirm'] : state === 'suspended' ? ['resume'] : ['suspend'],
  words: {
    what: what(region),
    state: PARTNER_STATES[state],
    possible: [
      state === 'proposed'
        ? { zh: '由另一人确认（confirm）', en: 'a second person confirming it (confirm)' }
        : state === 'suspended'
          ? { zh: '由另一人恢复（resume）', en: 'a second person resuming it (resume)' }
          : { zh: '暂停（suspend）', en: 'suspending it (suspend)' },
    ],
  },
})

/** The region has not connected its exchange. */
export const NO_EXCHANGE: Failure = {
  code: 'notConfigured',
  what: {
    zh: '跨域交换密钥 TONGBAN_EXCHANGE_KEYS 和公开地址 TONGBAN_PUBLIC_ORIGIN',
    en: 'the exchange keys TONGBAN_EXCHANGE_KEYS and the public address TONGBAN_PUBLIC_ORIGIN',
  },
}
