import type { Item } from '@tongban/catalogue'
import { typeOf } from '@tongban/licences'
import type { Text } from '@tongban/verifier'

/**
 * What a grant that cancels 注销 says where this region had issued no licence under the number: nobody may take the
 * decision for the end of a paper it has never seen. Null where one was ended, or nothing is cancelled.
 */
export function endedNote({ ends }: Pick<Item, 'ends'>, isGranted: boolean, hasEnded: boolean): Text | null {
  if (ends === undefined || !isGranted || hasEnded) return null
  const { zh, en } = typeOf(ends.type)?.name ?? { zh: ends.type, en: ends.type }
  return {
    zh: `本系统没有以该编号签发的有效“${zh}”电子证照，没有电子证照随本决定终止。注销以本决定为准：由发证机关在原登记中办理并公告；纸质证照请交回发证机关，不得再使用。`,
    en: `No e-licence "${en}" in force was issued here under this number, so none ends with this decision. The decision itself is the cancellation: the issuing organ enters it in its own register and makes it public; hand a paper licence back to that organ and use it no more.`,
  }
}
