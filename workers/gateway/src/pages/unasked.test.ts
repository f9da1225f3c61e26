import { expect, test } from 'vitest'
import { isUnasked } from './unasked.ts'

test.each<[string, Record<string, string>, boolean]>([
  ['led here by another site', { 'Sec-Fetch-Site': 'cross-site' }, true],
  ['fetched beforehand', { 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch' }, true],
  ['rendered beforehand', { 'Sec-Purpose': 'prefetch;prerender' }, true],
  ['fetched beforehand by an older browser', { Purpose: 'prefetch' }, true],
  ['asked for by a link here', { 'Sec-Fetch-Site': 'same-origin' }, false],
  ['typed in', { 'Sec-Fetch-Site': 'none' }, false],
  ['asked for by a browser that tells nothing', {}, false],
])('is a page that is %s one that nobody asked for?', (_, headers, unasked) => {
  expect(isUnasked(new Headers(headers))).toBe(unasked)
})
