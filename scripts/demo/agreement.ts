import { findItem, modesFor, regionProfile } from '@tongban/catalogue'
import type { AgreedItem, Transferable } from '@tongban/exchange'
import { typeOf } from '@tongban/licences'
import { Trouble } from '../say.ts'

/** What the two regions of the demonstration agree on: every item both claim, both ways, in each mode its item allows. */

export const agreementId = (first: string, second: string) => [first, second].toSorted().join('-')

export function demonstrationAgreement(own: string, partner: string, today: string) {
  return {
    id: agreementId(own, partner),
    partner,
    items: [...itemsOf(own, partner, today), ...itemsOf(partner, own, today)],
    duties: {
      receiving: {
        zh: '收件地（演示）：核对身份，对材料作形式审查，一次性告知缺件，按期移送，不作实质审查；告知申请人办理地、期限和进度查询方式。',
        en: 'Receiving region (demonstration): checks identity and form, tells all that is missing at once, hands over in time and examines nothing of substance; tells applicants who handles it, by when, and where to follow it.',
      },
      handling: {
        zh: '办理地（演示）：受理、审查、决定并送达，对结果负责；期限自受理起算，收件之日起计五日的告知时限照常保护申请人。',
        en: 'Handling region (demonstration): accepts, examines, decides and delivers, and answers for the result; its limit runs from acceptance, and the five days for the one-time notice protect the applicant from the day of receipt.',
      },
    },
    limits: {},
    licenceTypes: [...transfersOf(own, partner, today), ...transfersOf(partner, own, today)],
    noticeDays: 30,
    from: today,
    until: null,
  }
}

/** What `handling` takes over from `receiving`. */
function itemsOf(handling: string, receiving: string, today: string): readonly AgreedItem[] {
  const [handler, receiver] = [handling, receiving].map(profileOf)
  return (handler?.claims ?? []).flatMap((claim): AgreedItem[] => {
    const { itemCode, department } = claim
    const item = findItem(itemCode, today)
    const known = receiver?.claims.some((other) => other.itemCode === itemCode) === true
    if (!item.ok || !known) return []
    const modes = modesFor(item.value, claim, receiving)
    if (modes.length === 0) return []
    return [
      {
        itemCode,
        receivedBy: receiving,
        handledBy: handling,
        modes,
        office: department,
        from: today,
        until: null,
      },
    ]
  })
}

/** Licences of `offering` that `taking` takes over: of the items both claim, where the type can be transferred. */
function transfersOf(taking: string, offering: string, today: string): readonly Transferable[] {
  const [taker, offerer] = [taking, offering].map(profileOf)
  return (taker?.claims ?? []).flatMap(({ itemCode, department }): Transferable[] => {
    const item = findItem(itemCode, today)
    const isClaimed = offerer?.claims.some((other) => other.itemCode === itemCode) === true
    const type = item.ok && item.value.issues !== undefined ? typeOf(item.value.issues.type) : undefined
    if (!isClaimed || type?.acts.includes('transferIn') !== true) return []
    return [{ licenceType: type.slug, offeredBy: offering, takenBy: taking, office: department }]
  })
}

function profileOf(code: string) {
  const profile = regionProfile(code)
  if (profile.ok) return profile.value
  throw new Trouble(`没有地区 ${code} 的配置。`, `There is no profile of region ${code}.`)
}
