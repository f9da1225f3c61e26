import { readIssuerMetadata as read } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const metadataSchema = z
  .object({
    issuer: z.string(),
    jwks: z.object({
      keys: z.array(
        z.object({
          kty: z.literal('EC'),
          crv: z.enum(['P-256', 'SM2']),
          x: z.string(),
          y: z.string(),
          kid: z.string(),
          alg: z.enum(['ES256', 'SM2-SM3']),
          use: z.literal('sig'),
          for: z
            .enum(['licence', 'status', 'paper', 'bundle'])
            .meta({ description: '各钥专用，不得混用 each key signs one kind only' }),
        }),
      ),
    }),
  })
  .meta({ id: 'IssuerMetadata' })

const contract = {
  method: 'get',
  summary: { zh: '签发者公钥', en: 'Public keys of the issuer' },
  tag: TAGS.trust,
  rights: ['anyone'],
  answer: {
    status: 200,
    description: { zh: 'SD-JWT VC 签发者元数据', en: 'issuer metadata of SD-JWT VC' },
    schema: metadataSchema,
  },
  failures: ['licencesNotConfigured'],
} as const
const CACHE = 'public, max-age=300'

/** Below the issuer's own path, where people look. */
export const readIssuerMetadata = endpoint(
  { ...contract, path: '/.well-known/jwt-vc-issuer' },
  async ({ context, setHeader }) => {
    setHeader('Cache-Control', CACHE)
    return read(context)
  },
)

/** Where SD-JWT VC puts it: the well-known name stands before the path of the issuer. */
export const readIssuerMetadataBelow = endpoint(
  { ...contract, prefix: '/.well-known', path: '/jwt-vc-issuer/licences' },
  async ({ context, setHeader }) => {
    setHeader('Cache-Control', CACHE)
    return read(context)
  },
)
