import type { FieldError } from '@tongban/kernel'
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
  zh: '签发地区的状态列表暂时取不到最新的，所用的是最近一次取得的列表，状态以列表时间为准。',
  en: 'The issuing region’s newest status list cannot be had at present; the last one was used, and the status is that of its time.',
}
const PARTNER_STALE: Finding = {
  code: 'status:partnerStale',
  zh: '签发地区的状态列表已超过其允许保存的时间，又取不到新的，无法确认证照是否仍然有效，不能视为有效。请稍后再试，或者向签发地区核实。',
  en: 'The issuing region’s status list is older than that region lets it be kept and a newer one cannot be had, so it could not be found out whether the licence still holds. Try again later, or ask the issuing region.',
}

/** What speaks against a licence that holds by itself. */
export const withReason = (verdict: Verdict, reason: Finding): Verdict => ({
  ...verdict,
  valid: false,
  state: 'invalid',
  reasons: [...verdict.reasons, reason],
})

/** The same token shown a second time is no presentation. */
export const replayed = (verdict: Verdict): Verdict => withReason(verdict, REPLAYED)

/** Of a partner's licence: whether the last list of it that could be had still counts, and that it is not the newest. */
export function ofPartner(verdict: Verdict, isFailing: boolean): Verdict {
  const reasons = verdict.reasons.map((reason) => (reason.code === 'status:stale' ? PARTNER_STALE : reason))
  if (reasons.includes(PARTNER_STALE)) return { ...verdict, reasons }
  return isFailing ? { ...verdict, warnings: [...verdict.warnings, PARTNER_UNREACHABLE] } : verdict
}

export const noMatch = (now: number): Verdict => nothingFound('unknown', NO_MATCH, now)

/** One of a batch that cannot be read as a question at all: what is wrong with it, and where in the body. */
export function malformed(errors: readonly FieldError[], now: number): Verdict {
  const say = (language: 'zh' | 'en') =>
    errors.map(({ pointer, [language]: words }) => `${pointer} ${words}`).join(' ')
  return nothingFound(
    'invalid',
    {
      code: 'request:malformed',
      zh: `这一项的写法不对，没有核验：${say('zh')}`,
      en: `This one is not well put and was not verified: ${say('en')}`,
    },
    now,
  )
}

const nothingFound = (state: 'unknown' | 'invalid', reason: Finding, now: number): Verdict => ({
  valid: false,
  state,
  reasons: [reason],
  warnings: [],
  licence: null,
  issuer: null,
  claims: {},
  status: null,
  checkedAt: now,
})
