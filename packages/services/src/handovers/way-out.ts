import { chooseRoute, MODES, type Mode, type RouteRow } from '@tongban/exchange'
import type { CivilDate } from '@tongban/kernel'
import { divisionCode, isWithin } from '@tongban/privacy'
import type { WayOutRow } from '@tongban/store'
import type { HandedOverTo } from '../applications/answer.ts'
import type { Application } from '../applications/body.ts'

/**
 * The way by which an application leaves this region 收件地 for the one that is competent, if an agreement opens one: at a
 * window it is collected (异地代收代办) where the agreement says so, otherwise handled online (全程网办). It never leads to
 * this region itself, nor to one the case has passed through already.
 */
export type WayOut = Pick<
  WayOutRow,
  'region' | 'office' | 'agreementId' | 'agreementVersion' | 'version' | 'pushWorkdays' | 'resultWorkdays'
> & { readonly mode: Mode; readonly name: { readonly zh: string; readonly en: string } }

export function wayOut(
  rows: readonly WayOutRow[],
  asked: {
    readonly itemCode: string
    /** Division code of the place that is competent. */
    readonly place: string
    readonly on: CivilDate
    readonly application: Pick<Application, 'channel' | 'representation'>
    readonly own: string
    readonly passed: readonly string[]
  },
): WayOut | null {
  const { itemCode, place, on, own, passed } = asked
  const open = rows.filter(({ region }) => region !== own && !passed.includes(region))
  for (const mode of modesOf(asked.application)) {
    const route = chooseRoute(open satisfies readonly RouteRow[], { itemCode, region: place, on, mode })
    const row = open.find(({ version }) => version === route?.version)
    if (row !== undefined) return { ...row, mode, name: { zh: row.nameZh, en: row.nameEn } }
  }
  return null
}

/** Collected at a window where that is agreed on; whoever sends it from elsewhere has no window to hand papers to. */
const modesOf = ({
  channel,
  representation,
}: Pick<Application, 'channel' | 'representation'>): readonly Mode[] =>
  channel === 'window' && representation.kind === 'staffAssisted' ? ['collect', 'online'] : ['online']

/** Whether this place lies in another region, as far as its code says. */
export function isElsewhere(place: string, own: string): boolean {
  const [named, here] = [divisionCode(place), divisionCode(own)]
  return named !== undefined && here !== undefined && !isWithin(named, here) && !isWithin(here, named)
}

export const agreementOf = ({
  agreementId,
  agreementVersion,
}: Pick<WayOut, 'agreementId' | 'agreementVersion'>) => `${agreementId}@${agreementVersion}`

export const handedOverTo = (way: WayOut): HandedOverTo => ({
  region: way.region,
  ...way.name,
  mode: way.mode,
  modeName: MODES[way.mode],
  agreement: agreementOf(way),
})
