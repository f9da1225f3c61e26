import type { EpochMs } from '@tongban/kernel'

/** Retry-After of RFC 9110 §10.2.3: seconds, or an HTTP-date in any of the three forms of §5.6.7. */
export const LONGEST_RETRY_AFTER_SECONDS = 3_600

const SECONDS = /^\d+$/
/** IMF-fixdate and the obsolete RFC 850 form; both end in GMT. */
const WITH_ZONE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/
/** The obsolete asctime form: UTC without saying so. */
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** Seconds to wait, from 0 to one hour; undefined if the field is absent or cannot be read. */
export function retryAfterSeconds(field: string | null, now: EpochMs): number | undefined {
  const text = field?.trim() ?? ''
  const seconds = SECONDS.test(text) ? Number(text) : (dateOf(text) - now) / 1000
  if (Number.isNaN(seconds)) return undefined
  return Math.min(LONGEST_RETRY_AFTER_SECONDS, Math.max(0, Math.ceil(seconds)))
}

function dateOf(text: string): EpochMs {
  if (WITH_ZONE.test(text)) return Date.parse(text)
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
}
