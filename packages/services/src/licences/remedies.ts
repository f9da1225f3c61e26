import { type RegionProfile, remediesAgainst } from '@tongban/catalogue'
import type { Text } from '@tongban/verifier'

/**
 * Where the holder of a licence can turn against an act done to it, as its notice and its pages tell: 行政复议法 20 and
 * 行政诉讼法 46. The organs are the region's configuration, the same as in letters 文书; null where it names none.
 */
export function remediesInWords(
  region: Pick<RegionProfile, 'departments' | 'remedies'>,
  departmentCode: string,
): Text | null {
  const remedies = remediesAgainst(region, departmentCode)
  if (remedies === null) return null
  const { reconsideration, litigation } = remedies
  const { organ, days } = reconsideration
  const { court, months } = litigation
  return {
    zh: `不服的，可以自知道之日起${days}日内向${organ}${placeOf(reconsideration)}申请行政复议；也可以自知道之日起${months}个月内向${court}${placeOf(litigation)}提起行政诉讼。`,
    en: `Whoever does not accept it may apply to ${organ} for reconsideration within ${days} days of learning of it, or bring an action before ${court} within ${months} months.`,
  }
}

function placeOf({ address, phone }: { readonly address: string; readonly phone: string }): string {
  const known = [address === '' ? [] : `地址：${address}`, phone === '' ? [] : `电话：${phone}`].flat()
  return known.length === 0 ? '' : `（${known.join('，')}）`
}
