import type { Finding, Verdict } from '@tongban/verifier'

/** What the service alone can find, beside what the verifier finds in a licence itself. */
export const NO_MATCH: Finding = {
  code: 'identifier:noMatch',
  zh: '未查到该持证人名下有此标识的证照。请核对电子证照标识和持证人证件号码；外地签发的证照请让持证人出示证照本身。',
  en: 'No licence with this identifier is held by this person. Check the identifier and the number of the holder; of a licence issued elsewhere, ask the holder to show the licence itself.',
}
const REPLAYED: Finding = {
  code: 'keyBinding:replayed',
  zh: '这次出示已经被核验过一次，可能是旧出示的重放。请给出新的请求编号，让持证人重新出示。',
  en: 'This presentation was taken once already and may be a replay. Ask with a new nonce and have the holder show the licence again.',
}
const PARTNER_UNREACHABLE: Finding = {
  code: 'status:partnerUnreachable',
  zh: '签发地区的状态名单暂时取不到最新的，所用的是最近一次取得的名单，状态以名单时间为准。',
  en: 'The issuing region’s newest status list cannot be had at present; the last one was used, and the status is that of its time.',
}

/** The same token shown a second time is no presentation. */
export const replayed = (verdict: Verdict): Verdict => ({
  ...verdict,
  valid: false,
  state: 'invalid',
  reasons: [...verdict.reasons, REPLAYED],
})

export const withPartnerWarning = (verdict: Verdict): Verdict => ({
  ...verdict,
  warnings: [...verdict.warnings, PARTNER_UNREACHABLE],
})

export const noMatch = (now: number): Verdict => ({
  valid: false,
  state: 'unknown',
  reasons: [NO_MATCH],
  warnings: [],
  licence: null,
  issuer: null,
  claims: {},
  status: null,
  checkedAt: now,
})
