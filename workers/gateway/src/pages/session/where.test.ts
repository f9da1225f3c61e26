import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathWithin } from './where.ts'

test.each([
  ['/cases/1?state=due', '/cases/1?state=due'],
  ['/wallet#code', '/wallet'],
  ['/a/../b', '/b'],
  ['/查找', '/%E6%9F%A5%E6%89%BE'],
  ['/signs', '/signs'],
  [null, '/'],
  ['', '/'],
  ['cases', '/'],
  ['https://evil.test/', '/'],
  ['//evil.test', '/'],
  ['/\\evil.test', '/'],
  ['/.//evil.test', '/'],
  ['/a/..//evil.test', '/'],
  ['/\t/evil.test', '/'],
  ['/\r\nSet-Cookie: a=b', '/'],
  ['/sign-in', '/'],
  ['/sign-in/start?to=/', '/'],
  ['/a/../sign-out', '/'],
  [`/${'x'.repeat(1_000)}`, '/'],
])('does %j lead to %s after signing in?', (to, path) => {
  expect(pathWithin(to)).toBe(path)
})

test('does whatever is asked for lead to this origin, as a browser reads it?', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2f',
    '%5c',
    'evil.test',
    '@',
    ':',
    '?',
    '#',
    '\t',
    '\n',
    ' ',
  )
  const written = fc.array(fc.oneof(part, fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 8 })
  fc.assert(
    fc.property(written, (parts) => {
      const to = pathWithin(`/${parts.join('')}`)
      expect(new URL(to, 'https://region.test').origin).toBe('https://region.test')
      expect(to).toMatch(/^\/[!-~]*$/)
    }),
    { numRuns: 500 },
  )
})
