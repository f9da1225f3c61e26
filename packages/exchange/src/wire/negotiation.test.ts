import { expect, test } from 'vitest'
import { chooseSuite, isReservedAlgorithm, SUITES, SUPPORTED_SUITES } from './suites.ts'
import { chooseVersion, newestCommon, VERSIONS, versionInPath } from './versions.ts'

const refused = { ok: false, failure: { code: 'versionNotSupported', supported: ['1'] } }

test('is a version that is not spoken answered with those that are?', () => {
  expect(chooseVersion('/exchange/cx/1/messages', null)).toEqual({ ok: true, value: '1' })
  expect(chooseVersion('/exchange/cx/1/messages', '1')).toEqual({ ok: true, value: '1' })
  expect(chooseVersion('/exchange/cx/1/messages', '2')).toEqual(refused)
  expect(chooseVersion('/exchange/cx/2/messages', null)).toEqual(refused)
  expect(chooseVersion('/exchange/cx/2/messages', '1')).toEqual(refused)
  expect(chooseVersion('/exchange/.well-known/cx', '2')).toEqual(refused)
  expect(chooseVersion('/exchange/.well-known/cx', null)).toEqual({ ok: true, value: '1' })
  expect([versionInPath('/exchange/cx/12/a/b'), versionInPath('/exchange/cx'), versionInPath('/x')]).toEqual([
    '12',
    undefined,
    undefined,
  ])
})

test('do two regions go on with the newest version both speak?', () => {
  expect(newestCommon(['3', '1', '2'])).toBe(VERSIONS.at(-1))
  expect(newestCommon(['2'])).toBeUndefined()
})

test('is the national suite known by name and refused until it can be reckoned with?', () => {
  expect(SUITES['gm-1'].state).toBe('reserved')
  expect(SUPPORTED_SUITES).toEqual(['intl-1'])
  expect(chooseSuite(null)).toEqual({ ok: true, value: 'intl-1' })
  for (const asked of ['gm-1', 'unknown', '']) {
    expect(chooseSuite(asked)).toEqual({
      ok: false,
      failure: { code: 'suiteNotSupported', supported: ['intl-1'] },
    })
  }
  expect([
    isReservedAlgorithm('sm2-sm3'),
    isReservedAlgorithm('ed25519'),
    isReservedAlgorithm('none'),
  ]).toEqual([true, false, false])
})
