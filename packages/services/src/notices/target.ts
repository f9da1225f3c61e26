import { fail, ok, type Result } from '@tongban/kernel'
import { isNonPublicAddress } from './address-ranges.ts'

/**
 * Which URLs messages may be sent to, so that a wrong or planted target cannot make the product call into its own
 * machine, its own network, or a cloud's metadata service (OWASP API7).
 *
 * What this leaves open: it looks at the text of the URL alone. A public name may resolve to a private address, at
 * once or later (DNS rebinding), and the runtime does not let the caller pin the address it connects to. The guard
 * against that is that targets come from the region's own configuration, never from an applicant or a partner's
 * message, and that no redirect is followed; a region that hosts itself adds an egress rule of its firewall.
 * A gateway inside the region's own network is named, not given as a private address.
 */
export type TargetRefusal = {
  readonly code: 'targetRefused'
  readonly reason: 'notUrl' | 'scheme' | 'userinfo' | 'port' | 'privateAddress' | 'localName'
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
} as const satisfies Record<TargetRefusal['reason'], readonly [zh: string, en: string]>

const LOCAL_NAME = /^[^.]+$|(?:^|\.)(?:localhost|local|localdomain|internal|home\.arpa)$/

/** The URL if messages may be sent there. In development any http or https URL without user information may. */
export function allowedTarget(
  text: string,
  environment: 'development' | 'production',
): Result<URL, TargetRefusal> {
  const url = URL.parse(text)
  if (url === null) return refuse('notUrl')
  const isDevelopment = environment === 'development'
  if (url.protocol !== 'https:' && !(isDevelopment && url.protocol === 'http:')) return refuse('scheme')
  if (url.username !== '' || url.password !== '') return refuse('userinfo')
  if (isDevelopment) return ok(url)
  // The parser leaves the port empty when it is the scheme's own.
  if (url.port !== '') return refuse('port')
  const host = url.hostname.replace(/\.+$/, '')
  if (isNonPublicAddress(host)) return refuse('privateAddress')
  if (!host.startsWith('[') && LOCAL_NAME.test(host)) return refuse('localName')
  return ok(url)
}

function refuse(reason: TargetRefusal['reason']) {
  const [zh, en] = REFUSALS[reason]
  return fail<TargetRefusal>({ code: 'targetRefused', reason, zh, en })
}
