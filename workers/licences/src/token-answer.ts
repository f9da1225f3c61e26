import type { Said } from '@tongban/http'
import * as z from 'zod'

/** How a signed token is published: its own media type, kept by caches as long as it says, revalidated by its tag. */
export type PublishedToken = { readonly token: string; readonly etag: string; readonly maxAgeSeconds: number }

export const tokenAnswer = <const T extends `application/${string}`>(type: T, description: Said) =>
  ({ status: 200, type, description, schema: z.string() }) as const

export function setCaching(
  { etag, maxAgeSeconds }: Omit<PublishedToken, 'token'>,
  type: string,
  setHeader: (name: string, value: string) => void,
): void {
  // Without a character set, which a token has none of.
  setHeader('Content-Type', type)
  setHeader('ETag', etag)
  setHeader('Cache-Control', `public, max-age=${maxAgeSeconds}`)
}
