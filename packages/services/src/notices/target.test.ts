import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowedTarget } from './target.ts'

const reasonOf = (url: string, environment: 'development' | 'production' = 'production') => {
  const target = allowedTarget(url, environment)
  return target.ok ? 'allowed' : target.failure.reason
}

test.each([
  'https://gateway.example.cn/hooks',
  'https://gateway.example.cn:443/hooks?x=1',
  'https://8.8.8.8/hooks',
  'https://172.15.255.255/',
  'https://172.32.0.0/',
  'https://100.63.255.255/',
  'https://100.128.0.0/',
  'https://198.17.255.255/',
  'https://223.255.255.255/',
  'https://[2400:3200::1]/hooks',
  'https://[2001:200::1]/',
  'https://10.example.cn/',
  'https://internal.example.cn/',
  'https://localhost.example.cn/',
])('is %s allowed?', (url) => {
  expect(reasonOf(url)).toBe('allowed')
})

test.each([
  // Loopback in every notation the URL parser knows.
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://017700000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://１２７.０.０.１/',
  'https://127。0。0。1/',
  'https://0/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  // Private, shared, link-local, metadata.
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://0xa000001/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://3232235777/',
  'https://100.64.0.1/',
  'https://100.100.100.200/latest/meta-data',
  'https://169.254.169.254/latest/meta-data',
  'https://2852039166/',
  'https://0251.0376.0251.0376/',
  'https://[::ffff:169.254.169.254]/',
  'https://169.254.0.23/',
  'https://192.0.0.192/',
  'https://168.63.129.16/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[100::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  // Documentation, benchmarking, multicast, reserved, broadcast.
  'https://192.0.2.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://198.19.255.255/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
])('is the address in %s refused?', (url) => {
  expect(reasonOf(url)).toBe('privateAddress')
})

test.each([
  ['https://localhost/', 'localName'],
  ['https://LOCALHOST./', 'localName'],
  ['https://api.localhost/', 'localName'],
  ['https://gateway/', 'localName'],
  ['https://printer.local/', 'localName'],
  ['https://metadata.google.internal/', 'localName'],
  ['https://nas.home.arpa./', 'localName'],
  ['http://gateway.example.cn/', 'scheme'],
  ['ftp://gateway.example.cn/', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['data:,x', 'scheme'],
  ['https://user@gateway.example.cn/', 'userinfo'],
  ['https://:pass@gateway.example.cn/', 'userinfo'],
  ['https://gateway.example.cn@127.0.0.1/', 'userinfo'],
  ['https://gateway.example.cn:8443/', 'port'],
  ['https://gateway.example.cn:80/', 'port'],
  ['gateway.example.cn', 'notUrl'],
  ['/hooks', 'notUrl'],
  ['https://', 'notUrl'],
  ['https://256.0.0.1/', 'notUrl'],
  ['https://[fe80::1%25eth0]/', 'notUrl'],
  ['', 'notUrl'],
])('is %s refused as %s?', (url, reason) => {
  expect(reasonOf(url)).toBe(reason)
})

test('may development use this machine, and still not every URL?', () => {
  expect(reasonOf('http://127.0.0.1:9000/hooks', 'development')).toBe('allowed')
  expect(reasonOf('http://localhost:9000/', 'development')).toBe('allowed')
  expect(reasonOf('http://u:p@localhost:9000/', 'development')).toBe('userinfo')
  expect(reasonOf('ftp://localhost/', 'development')).toBe('scheme')
})

test('does a refusal say why in both languages without repeating the URL?', () => {
  const refused = allowedTarget('https://user:secret@gateway.example.cn/', 'production')
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'targetRefused', zh: expect.stringMatching(/。$/) },
  })
  expect(JSON.stringify(refused)).not.toContain('secret')
})

const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x0a000000, 0x0affffff],
  [0x7f000000, 0x7fffffff],
  [0xa9fe0000, 0xa9feffff],
  [0xac100000, 0xac1fffff],
  [0xc0a80000, 0xc0a8ffff],
  [0x64400000, 0x647fffff],
]
const privateAddress = fc.oneof(...RANGES.map(([min, max]) => fc.integer({ min, max })))

test('is every private IPv4 address refused in every notation?', () => {
  fc.assert(
    fc.property(privateAddress, (bits) => {
      const parts = [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255)
      const dotted = parts.join('.')
      const [a = 0, b = 0] = parts
      const notations = [
        dotted,
        `${bits}`,
        `0x${bits.toString(16)}`,
        `0${bits.toString(8)}`,
        parts.map((part) => `0x${part.toString(16)}`).join('.'),
        parts.map((part) => `0${part.toString(8)}`).join('.'),
        `${a}.${bits & 0xffffff}`,
        `${a}.${b}.${bits & 0xffff}`,
        `[::ffff:${dotted}]`,
        `[::${dotted}]`,
        `[64:ff9b::${dotted}]`,
        `[2002:${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}::1]`,
      ]
      for (const host of notations)
        expect([host, reasonOf(`https://${host}/`)]).toEqual([host, 'privateAddress'])
    }),
  )
})

test('is every IPv6 address outside global unicast refused?', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  fc.assert(
    fc.property(group, fc.array(group, { minLength: 7, maxLength: 7 }), (first, rest) => {
      fc.pre(first >> 13 !== 1)
      const host = [first, ...rest].map((part) => part.toString(16)).join(':')
      expect(reasonOf(`https://[${host}]/`)).toBe('privateAddress')
    }),
  )
})
