import { expect, test } from 'vitest'
import { es256Key, publicHalf, sm2Key } from '../../../licences/src/licences.fixture.ts'
import { readTrustedRegions } from './trusted-regions.ts'

const point = publicHalf(await es256Key())
const sm2Point = publicHalf(sm2Key())

const key = {
  kid: '500112-1',
  alg: 'ES256',
  use: 'licence',
  jwk: point,
  from: 1,
  until: null,
  revokedAt: null,
}
const partner = {
  region: '500112',
  name: { zh: '渝北', en: 'Yubei' },
  issuer: 'https://yubei.example.cn/licences',
  statusBase: 'https://yubei.example.cn/licences/status/',
  keys: [key],
}
const own = {
  region: '510116',
  issuer: 'https://shuangliu.example.cn/licences',
  statusBase: 'https://shuangliu.example.cn/licences/status/',
}
const read = (regions: unknown, environment: 'development' | 'production' = 'production') =>
  readTrustedRegions(typeof regions === 'string' ? regions : JSON.stringify(regions), own, environment)

test('are partners taken in as they are written?', async () => {
  const both = { ...partner, keys: [key, { ...key, kid: '500112-2', alg: 'SM2-SM3', jwk: sm2Point }] }
  expect(await read([both])).toEqual([both])
  expect(await read([])).toEqual([])
})

test.each<readonly [string, unknown, string]>([
  ['no JSON', '[', 'is not JSON'],
  ['no list', {}, 'list'],
  ['a region without keys', [{ ...partner, keys: [] }], '0.keys'],
  ['a key that is none', [{ ...partner, keys: [{ ...key, jwk: { ...key.jwk, x: '' } }] }], '0.keys.0.jwk.x'],
  ['an address with a query', [{ ...partner, issuer: `${partner.issuer}?a=1` }], '0.issuer'],
  ['an address with a user', [{ ...partner, statusBase: 'https://a@b.example.cn/' }], '0.statusBase'],
  [
    'a list address without its slash',
    [{ ...partner, statusBase: 'https://b.example.cn/s' }],
    '0.statusBase',
  ],
  ['a list address of a program', [{ ...partner, statusBase: 'file:///etc/' }], '0.statusBase'],
  ['this region again', [{ ...partner, region: '510116' }], 'the same region'],
  ['another with our name', [{ ...partner, issuer: own.issuer }], 'the same issuer'],
  ['one twice', [partner, partner], 'the same region'],
  ['plain http in production', [{ ...partner, issuer: 'http://yubei.example.cn/licences' }], 'https'],
  [
    'development keys in production',
    [{ ...partner, keys: [{ ...key, kid: 'development-1' }] }],
    'development keys',
  ],
  [
    'a key off its curve',
    [{ ...partner, keys: [{ ...key, jwk: { ...point, y: point.x } }] }],
    'key 500112-1 of 500112 is no point of its curve',
  ],
  [
    'an SM2 key off its curve',
    [{ ...partner, keys: [key, { ...key, kid: 'b', alg: 'SM2-SM3', jwk: { ...sm2Point, y: sm2Point.x } }] }],
    'key b of 500112 is no point of its curve',
  ],
  ['an algorithm of another curve', [{ ...partner, keys: [{ ...key, alg: 'SM2-SM3' }] }], 'another curve'],
  ['a curve of another algorithm', [{ ...partner, keys: [{ ...key, jwk: sm2Point }] }], 'another curve'],
  ['two keys of one name', [{ ...partner, keys: [key, key] }], 'two keys of one name'],
])('does %s stop the start, and say where?', async (_, regions, message) => {
  await expect(read(regions)).rejects.toThrow(message)
})

test('may a partner be reached over http in development?', async () => {
  const near = { ...partner, issuer: 'http://localhost:8788/licences' }
  expect(await read([near], 'development')).toHaveLength(1)
})
