/**
 * Literal addresses a message must not be sent to: everything the IANA special-purpose registries (RFC 6890) do not
 * make globally reachable, and the clouds' metadata addresses. Takes hosts as the WHATWG URL parser writes them: there
 * octal, hexadecimal, decimal and shortened IPv4 have become four decimal numbers, and IPv6 is compressed.
 */
const IPV4_REFUSED = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared address space; holds 100.100.100.200, metadata of Alibaba Cloud
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // wire server of Azure
  ['169.254.0.0', 16], // link-local; holds 169.254.169.254 and 169.254.0.23, metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; holds 192.0.0.192, metadata of Oracle Cloud
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const

/** Only global unicast is let through, without those parts of it that carry an IPv4 address or reach nobody. */
const IPV6_GLOBAL = ['2000::', 3] as const
const IPV6_REFUSED = [
  ['2001::', 23], // protocol assignments; holds Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address inside
  ['3fff::', 20], // documentation
] as const

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** Whether the host is a literal address that is not public. A name is not: what it resolves to is not known here. */
export function isNonPublicAddress(host: string): boolean {
  if (IPV4.test(host)) {
    const address = ipv4Bits(host)
    return IPV4_REFUSED.some(([range, length]) => isWithin(address, ipv4Bits(range), length, 32))
  }
  if (!host.startsWith('[')) return false
  const address = ipv6Bits(host.slice(1, -1))
  return (
    !isWithin(address, ipv6Bits(IPV6_GLOBAL[0]), IPV6_GLOBAL[1], 128) ||
    IPV6_REFUSED.some(([range, length]) => isWithin(address, ipv6Bits(range), length, 128))
  )
}

function isWithin(address: bigint, range: bigint, length: number, width: number): boolean {
  const rest = BigInt(width - length)
  return address >> rest === range >> rest
}

function ipv4Bits(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
}

/** Eight groups, at most one run of zeros shortened to `::`, no dotted part: the form the URL parser writes. */
function ipv6Bits(text: string): bigint {
  const [head = '', tail] = text.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n)
}
