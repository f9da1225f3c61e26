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
