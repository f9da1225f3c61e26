import { civilDateAt } from '@tongban/calendar'
import { findItem, modesFor, type RegionProfile } from '@tongban/catalogue'
import type { AgreedItem, Agreement } from '@tongban/exchange'
import type { FieldError } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { opensAt, type Partner } from '../partners/partner.ts'

/**
 * Whether this region can keep what an agreement says: what it handles it has claimed, for that region, by that office and
 * in that mode; what it takes in it knows; and what is personal can be sealed to each office. The other side looks at its
 * own part in the same way before it signs.
 */
export function agreementErrors(
  ctx: Context,
  { items }: Agreement,
  partner: Partner,
  root = '',
): readonly FieldError[] {
  const own = exchangeRegionOf(ctx)
  const now = ctx.clock.now()
  return items.flatMap((item, at) => {
    const found =
      item.handledBy === own
        ? handledHere(ctx.region, item, now, opensAt(ctx.exchange?.published ?? [], item.office, now))
        : handledThere(item, now, opensAt(partner.keys, item.office, now))
    return found.map(([field, zh, en]) => ({ pointer: `${root}/items/${at}${field}`, zh, en }))
  })
}

type Found = readonly [field: string, zh: string, en: string]

function handledHere(region: RegionProfile, item: AgreedItem, now: number, opens: boolean): readonly Found[] {
  const known = findItem(item.itemCode, civilDateAt(now))
  const claim = region.claims.find(({ itemCode }) => itemCode === item.itemCode)
  if (!known.ok || claim === undefined)
    return [['/itemCode', '本地区没有认领该事项。', 'This region has not claimed the item.']]
  const found: Found[] = []
  const allowed: readonly string[] = modesFor(known.value, claim, item.receivedBy)
  if (item.modes.some((mode) => !allowed.includes(mode)))
    found.push([
      '/modes',
      allowed.length === 0
        ? '该事项的通办范围不含对方地区。'
        : `该事项只能以这些方式通办：${allowed.join('、')}。`,
      allowed.length === 0
        ? 'The item is not open to that region.'
        : `The item can only be agreed in these modes: ${allowed.join(', ')}.`,
    ])
  if (item.office !== claim.department)
    found.push([
      '/office',
      `该事项由 ${claim.department} 办理。`,
      `The item is handled by ${claim.department}.`,
    ])
  if (!opens)
    found.push([
      '/office',
      '本地区没有该部门可用的解密密钥。',
      'This region has no key by which this office could open what is sent.',
    ])
  return found
}

function handledThere(item: AgreedItem, now: number, opens: boolean): readonly Found[] {
  const found: Found[] = []
  if (!findItem(item.itemCode, civilDateAt(now)).ok)
    found.push([
      '/itemCode',
      '事项目录中没有该事项，窗口无法收件。',
      'The catalogue has no such item, so it cannot be taken in.',
    ])
  if (!opens)
    found.push([
      '/office',
      '对方没有登记该部门可用的加密密钥。',
      'No key of the partner is registered by which this office could open what is sent.',
    ])
  return found
}
