import { startOfDayAt } from '@tongban/calendar'
import { type Applied, mayTellUnder, type OpenedMessage, reignOf } from '@tongban/exchange'
import type { AgreementRow } from '@tongban/store'
import { type Version, versionOf } from '../../agreements/version.ts'
import type { Context } from '../../context.ts'
import { exchangeRegionOf } from '../../exchange/own-region.ts'
import { asSubmitted } from './as-told.ts'

/**
 * Access by agreement alone, looked at once more where a case is begun: whichever way an application has come in, it is
 * taken over only under an agreement that governed when it was stored here, and by the office it is agreed for. What both
 * sign after that takes nothing back. Nothing was received under an agreement before its first day.
 */
export type Governing = { readonly refusal: Applied } | { readonly version: Version }

export async function governing(
  ctx: Pick<Context, 'region'>,
  { message, storedAt }: OpenedMessage,
  rows: readonly AgreementRow[],
  /** The department that is to handle it; null where nobody here does. */
  office: string | null,
): Promise<Governing> {
  const agreements = rows.map(versionOf)
  const then = agreements.filter(
    ({ id, version, effectiveAt }) =>
      `${id}@${version}` === message.agreement || (effectiveAt ?? Infinity) <= storedAt,
  )
  const told = await mayTellUnder(message, {
    agreements: then,
    partner: message.source,
    own: exchangeRegionOf(ctx),
    now: storedAt,
    handover: null,
    ...(office === null ? {} : { office }),
  })
  const version = then.find(
    (each) => told.ok && each.id === told.value.id && each.version === told.value.version,
  )
  if (version === undefined) return { refusal: NOT_AGREED }
  const begins = then.flatMap((each) => (each.id === version.id ? (reignOf(each, then)?.from ?? []) : []))
  const firstDay = begins.toSorted()[0]
  return firstDay === undefined || asSubmitted(message).receivedAt < startOfDayAt(firstDay)
    ? { refusal: NOT_AGREED }
    : { version }
}

const NOT_AGREED: Applied = {
  state: 'refused',
  code: 'noAgreement',
  zh: '两地协议未约定由本地区以此方式办理该事项，或者协议当时不在有效期内。请核对协议与路由。',
  en: 'No agreement in force has this region handle this item in this mode. Look at the agreement and its routes.',
}
