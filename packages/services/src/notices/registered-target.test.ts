import { fail, ok } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayPass, readHosts, registeredTarget, type TargetRules } from './registered-target.ts'
import { memoryResolver, type Resolver } from './resolver.ts'

const HOST = 'hooks.example.cn'
const rules = (change: Partial<TargetRules> = {}): TargetRules => ({
  environment: 'production',
  hosts: [HOST],
  resolver: memoryResolver({ [HOST]: ['8.8.8.8'] }),
  ...change,
})
const verdict = async (url: string, change: Partial<TargetRules> = {}) => {
  const target = await registeredTarget(url, rules(change))
  return target.ok ? 'allowed' : target.failure.reason
}
const leadingTo = (...addresses: readonly string[]) =>
  verdict(`https://${HOST}/in`, { resolver: memoryResolver({ [HOST]: addresses }) })

test('is a registered host that leads to public addresses let through?', async () => {
  expect(await verdict(`https://${HOST}/in?x=1`)).toBe('allowed')
  expect(await leadingTo('8.8.8.8', '2400:3200::1')).toBe('allowed')
  expect(await verdict('https://HOOKS.example.cn./in')).toBe('allowed')
})

test.each([
  ['https://other.example.cn/', 'unregisteredHost'],
  ['https://sub.hooks.example.cn/', 'unregisteredHost'],
  ['https://hooks.example.cn.evil.example/', 'unregisteredHost'],
  ['https://8.8.8.8/', 'unregisteredHost'],
  ['http://hooks.example.cn/', 'scheme'],
  ['https://hooks.example.cn:8443/', 'port'],
  ['https://u:p@hooks.example.cn/', 'userinfo'],
  ['https://10.0.0.1/', 'privateAddress'],
  ['https://localhost/', 'localName'],
])('is %s refused as %s, whatever it may resolve to?', async (url, reason) => {
  const asked: string[] = []
  const resolver: Resolver = {
    resolve: async (host) => {
      asked.push(host)
      return ok(['8.8.8.8'])
    },
  }
  expect(await verdict(url, { resolver })).toBe(reason)
  expect(asked).toEqual([])
})

test.each([
  ['loopback', '127.0.0.1'],
  ['loopback, shortened', '127.1'],
  ['loopback, as one number', '2130706433'],
  ['loopback, hexadecimal', '0x7f000001'],
  ['loopback, octal', '0177.0.0.1'],
  ['this host', '0.0.0.0'],
  ['a private network', '10.1.2.3'],
  ['a private network', '172.31.0.9'],
  ['a private network', '192.168.0.1'],
  ['shared address space', '100.100.100.200'],
  ['link-local, metadata', '169.254.169.254'],
  ['IPv6 loopback', '::1'],
  ['IPv6 loopback at length', '0:0:0:0:0:0:0:1'],
  ['IPv6 unspecified', '::'],
  ['mapped IPv4', '::ffff:10.0.0.1'],
  ['mapped IPv4 in hexadecimal', '::ffff:a00:1'],
  ['compatible IPv4', '::127.0.0.1'],
  ['NAT64', '64:ff9b::a00:1'],
  ['6to4', '2002:a00:1::'],
  ['Teredo', '2001:0:a00:1::'],
  ['unique local', 'fd00:ec2::254'],
  ['link-local IPv6', 'fe80::1'],
  ['multicast IPv6', 'ff02::1'],
  ['an address with a zone', 'fe80::1%eth0'],
  ['a name in place of an address', 'inside.example.cn'],
  ['an address with a port', '8.8.8.8:80'],
  ['an address with a path', '8.8.8.8/32'],
  ['an address with user information', 'x@8.8.8.8'],
  ['nothing', ''],
])('is a host that resolves to %s (%s) refused before anything is connected?', async (_what, address) => {
  expect(await leadingTo(address)).toBe('resolvesPrivate')
})

test('is one private address among public ones enough?', async () => {
  expect(await leadingTo('8.8.8.8', '2400:3200::1', '10.0.0.1')).toBe('resolvesPrivate')
})

test('is every private IPv4 address refused in every notation a resolver might give?', async () => {
  const ranges = [
    [0x0a000000, 0x0affffff],
    [0x7f000000, 0x7fffffff],
    [0xa9fe0000, 0xa9feffff],
    [0xac100000, 0xac1fffff],
    [0xc0a80000, 0xc0a8ffff],
    [0x64400000, 0x647fffff],
  ] as const
  await fc.assert(
    fc.asyncProperty(fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max }))), async (bits) => {
      const dotted = [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
      const six = `${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}`
      for (const address of [
        dotted,
        `${bits}`,
        `0x${bits.toString(16)}`,
        `::ffff:${dotted}`,
        `::${six}`,
        `2002:${six}::1`,
      ])
        expect([address, await leadingTo(address)]).toEqual([address, 'resolvesPrivate'])
    }),
  )
})

test.each([
  ['does not resolve', fail('noSuchName'), 'noSuchName', true],
  ['cannot be asked about', fail('unavailable'), 'resolverUnavailable', true],
] as const)('is a host that %s refused, and tried again later?', async (_what, answer, reason, passes) => {
  const target = await registeredTarget(
    `https://${HOST}/`,
    rules({ resolver: { resolve: async () => answer } }),
  )
  expect(target).toMatchObject({ ok: false, failure: { reason } })
  expect(!target.ok && mayPass(target.failure)).toBe(passes)
})

test('does a region without a resolver send to names only in development?', async () => {
  expect(await verdict(`https://${HOST}/`, { resolver: null })).toBe('noResolver')
  const inside = { environment: 'development', resolver: null, hosts: [HOST, '127.0.0.1'] } as const
  expect(await verdict(`https://${HOST}/`, inside)).toBe('allowed')
  expect(await verdict('http://127.0.0.1:9000/in', inside)).toBe('allowed')
  expect(await verdict('http://127.0.0.2:9000/in', inside)).toBe('unregisteredHost')
})

test('is a list of hosts read as hosts and nothing else?', () => {
  expect(readHosts(' a.example.cn, B.example.cn，c.example.cn ')).toEqual(
    ok(['a.example.cn', 'b.example.cn', 'c.example.cn']),
  )
  for (const wrong of [
    'https://a.example.cn',
    'a.example.cn/x',
    'a.example.cn:8443',
    'u@a.example.cn',
    '*.example.cn x y/',
  ])
    expect(readHosts(wrong).ok).toBe(false)
})
