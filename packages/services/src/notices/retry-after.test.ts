import { expect, test } from 'vitest'
import { retryAfterSeconds } from './retry-after.ts'

// The three forms of one instant, RFC 9110 §5.6.7.
const NOW = Date.UTC(1994, 10, 6, 8, 49, 0)

test.each([
  ['seconds', '120', 120],
  ['none', '0', 0],
  ['one hour', '3600', 3_600],
  ['more than an hour', '86400', 3_600],
  ['more than a number holds', '9'.repeat(400), 3_600],
  ['an IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', 37],
  ['an RFC 850 date', 'Sunday, 06-Nov-94 08:49:37 GMT', 37],
  ['an asctime date', 'Sun Nov  6 08:49:37 1994', 37],
  ['a date gone by', 'Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['a date next day', 'Mon, 07 Nov 1994 08:49:37 GMT', 3_600],
  ['a date that is none', 'Sun, 99 Nov 1994 08:49:37 GMT', undefined],
  ['a date in another zone', 'Sun, 06 Nov 1994 08:49:37 +0800', undefined],
  ['an ISO date', '1994-11-06T08:49:37Z', undefined],
  ['a fraction', '1.5', undefined],
  ['a negative number', '-5', undefined],
  ['words', 'soon', undefined],
  ['nothing', '', undefined],
  ['no field', null, undefined],
])('is Retry-After with %s read as it should be?', (_what, field, seconds) => {
  expect(retryAfterSeconds(field, NOW)).toBe(seconds)
})
