import { secureHeaders } from 'hono/secure-headers'

/**
 * Headers of every answer; those an answer already carries are kept, so that the gateway does not undo a Worker's. An API answer may load nothing and be framed by nobody; a page may load from its own
 * origin alone. No origin is named for cross-origin reading: CORS is closed.
 */

type Options = NonNullable<Parameters<typeof secureHeaders>[0]>

const COMMON = {
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [], payment: [] },
  overwrite: false,
} satisfies Options

export const apiHeaders = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
})

/** The same as `apiHeaders`, for an answer that is made whole at once; a test holds the two together. */
export const API_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
} as const

/**
 * What an answer keeps of `API_HEADERS` on its way through the gateway, which gives all others to whatever passes it: each
 * is written once, by whoever stands outermost. A test holds the two together.
 */
export const POLICY = { 'content-security-policy': API_HEADERS['content-security-policy'] } as const

export const pageHeaders = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
})
