import type { Said } from '@tongban/http'
import type { TagColour } from '../parts/shown.tsx'

/** Words and addresses that several of these pages share. */
export const WALLET_WORDS = {
  show: { zh: '亮证', en: 'Show this licence' },
  shown: { zh: '出示过的亮证码', en: 'Codes I showed' },
  uses: { zh: '用证记录', en: 'Who used this licence' },
  print: { zh: '打印（附纸质二维码）', en: 'Print with a paper code' },
  file: { zh: '下载证照文件', en: 'Download the licence file' },
  identifier: { zh: '电子证照标识', en: 'Identifier' },
  validity: { zh: '有效期', en: 'Validity' },
  issuedAt: { zh: '签发时间', en: 'Issued' },
  case: { zh: '所属办件', en: 'Case' },
  state: { zh: '状态', en: 'State' },
  noEnd: { zh: '长期', en: 'without an end' },
  seen: { zh: '对方会看到', en: 'What the verifier will see' },
  always: { zh: '依规定总是出示', en: 'Always shown' },
} as const satisfies Record<string, Said>

export const licenceAt = (identifier: string, below = '') =>
  `/wallet/${encodeURIComponent(identifier)}${below === '' ? '' : `/${below}`}`
export const licenceApi = (identifier: string, below = '') =>
  `/licences/v1/licences/${encodeURIComponent(identifier)}${below === '' ? '' : `/${below}`}`

const COLOURS: Readonly<Record<string, TagColour>> = {
  valid: 'green',
  suspended: 'orange',
  notYetValid: 'blue',
  annulled: 'red',
  revoked: 'red',
  cancelled: 'red',
  ended: 'red',
  invalid: 'red',
  transferredOut: 'grey',
  lapsed: 'grey',
  expired: 'grey',
}
export const standingColour = (standing: string): TagColour => COLOURS[standing] ?? 'yellow'

/** What a code of 26 characters is read out by: two lines of three groups. */
export const inGroups = (code: string): readonly string[] =>
  [code.slice(0, 13), code.slice(13)].map((line) => line.replace(/^(.{4})(.{4})/, '$1 $2 '))
