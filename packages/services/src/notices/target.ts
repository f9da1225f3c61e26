import { fail, ok, type Result } from '@tongban/kernel'
import { isNonPublicAddress } from './address-ranges.ts'

/**
 * Which URLs messages may be sent to, so that a wrong or planted target cannot make the product call into its own
 * machine, its own network, or a cloud's metadata service (OWASP API7).
 *
 * What this leaves open: it looks at the text of the URL alone. A public name may resolve to a private address, at
 * once, which `registered-target.ts` asks a resolver about, or later (DNS rebinding), and the runtime does not let the
 * caller pin the address it connects to. The guard
 * against that is that targets come from the region's own configuration, never from an applicant or a partner's
 * message, and that no redirect is followed; a region that hosts itself adds an egress rule of its firewall.
 * A gateway inside the region's own network is named, not given as a private address.
 */
export type TargetRefusal = {
  readonly code: 'targetRefused'
  readonly reason: keyof typeof REFUSALS
  readonly zh: string
  readonly en: string
}

const REFUSALS = {
  notUrl: ['这不是一个完整的网址。请填写完整网址。', 'This is not an absolute URL. Give the whole URL.'],
  scheme: [
    '网址必须以 https:// 开头（仅开发环境可用 http）。请更换网址。',
    'The URL must be https (http in development only). Give another URL.',
  ],
  userinfo: [
    '网址中不得含有用户名或口令。请去掉后重填。',
    'The URL must not hold a user name or password. Take it out.',
  ],
  port: ['网址只能使用 443 端口。请更换网址。', 'The URL must use port 443. Give another URL.'],
  privateAddress: [
    '网址指向内部、本机或保留地址。请改用公开地址或域名。',
    'The URL names a private, local or reserved address. Use a public address or a name.',
  ],
  localName: [
    '网址指向本机或内部专用名称。请改用完整域名。',
    'The URL names this machine or a local-only name. Use a full domain name.',
  ],
  unregisteredHost: [
    '网址的主机不在本地区登记的接收主机名单（TONGBAN_WEBHOOK_HOSTS）中。请先由系统管理员登记该主机。',
    'The host of the URL is not on this region’s list of registered hosts (TONGBAN_WEBHOOK_HOSTS). Have it registered first.',
  ],
  resolvesPrivate: [
    '该域名解析到内部、本机或保留地址。请改用解析到公开地址的域名。',
    'The name resolves to a private, local or reserved address. Use a name that resolves to public addresses.',
  ],
  noSuchName: ['该域名不能解析。请核对域名。', 'The name does not resolve. Check it.'],
  resolverUnavailable: [
    '域名解析服务暂时没有应答，不能判断该域名指向何处。请稍后重试。',
    'The resolver gave no answer, so that it is not known where the name leads. Try again later.',
  ],
  noResolver: [
    '本地区没有配置域名解析服务（TONGBAN_RESOLVER_URL），不能判断域名指向何处，因此不发送。请先完成配置。',
    'No resolver is configured (TONGBAN_RESOLVER_URL), so that it is not known where a name leads, and nothing is sent. Complete the configuration first.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>

const LOCAL_NAME = /^[^.]+$|(?:^|\.)(?:localhost|local|localdomain|internal|home\.arpa)$/

/** The URL if messages may be sent there. In development any http or https URL without user information may. */
export function allowedTarget(
  text: string,
  environment: 'development' | 'production',
): Result<URL, TargetRefusal> {
  const url = URL.parse(text)
  if (url === null) return refuseTarget('notUrl')
  const isDevelopment = environment === 'development'
  if (url.protocol !== 'https:' && !(isDevelopment && url.protocol === 'http:')) return refuseTarget('scheme')
  if (url.username !== '' || url.password !== '') return refuseTarget('userinfo')
  if (isDevelopment) return ok(url)
  // The parser leaves the port empty when it is the scheme's own.
  if (url.port !== '') return refuseTarget('port')
  const host = url.hostname.replace(/\.+$/, '')
  if (isNonPublicAddress(host)) return refuseTarget('privateAddress')
  if (!host.startsWith('[') && LOCAL_NAME.test(host)) return refuseTarget('localName')
  return ok(url)
}

export function refuseTarget(reason: TargetRefusal['reason']) {
  const [zh, en] = REFUSALS[reason]
  return fail<TargetRefusal>({ code: 'targetRefused', reason, zh, en })
}
