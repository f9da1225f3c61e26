import { typeOf } from '@tongban/licences'
import type { NextStep } from '../applications/answer.ts'

/** What a holder can do with a licence that was issued 证照: keep it, show it 亮证, print it. One that is over is only read. */
export type ShownLicence = {
  readonly identifier: string
  readonly type: string
  readonly typeVersion?: number
  readonly state: string
}

export function licenceSteps({ identifier, type, typeVersion, state }: ShownLicence): readonly NextStep[] {
  const definition = typeOf(type, typeVersion)
  const { zh, en } = definition?.name ?? { zh: type, en: type }
  const href = `/licences/v1/licences/${identifier}`
  const read = {
    action: 'licence',
    href,
    zh: `查看并保存“${zh}”电子证照`,
    en: `See and keep the licence: ${en}`,
  }
  if (state !== 'valid') return [read]
  return [
    read,
    {
      action: 'present',
      href: '/licences/v1/presentations',
      zh: `亮证：生成一次性亮证码出示“${zh}”`,
      en: `Show it by a one-time code: ${en}`,
    },
    ...(definition?.paper == null
      ? []
      : [
          {
            action: 'printLicence',
            href: `${href}/paper/print`,
            zh: `打印“${zh}”（带可离线核验的二维码）`,
            en: `Print it, with a code that is verified without a network: ${en}`,
          },
        ]),
  ]
}
