import { mergeOpenApi, type OpenApiDocument, openApiDocumentSchema } from '@tongban/http'
import type { GatewayEnvironment } from './environment.ts'
import { CHECKS, MARKS } from './readiness.ts'
import { UPSTREAMS, upstreamOf } from './upstreams.ts'

/** The API document of the whole region, merged from those of its Workers at each call. */

const INFO = {
  title: '通办 Tongban',
  version: '0.1.0',
  description:
    '政务服务接口：秒批、查询、规则公示。Government services: decided by published rules on arrival.',
}

const answer = (description: string, schema: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
})
const check = { type: 'string', enum: MARKS }

const OWN: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: INFO.title, version: INFO.version },
  tags: [{ name: '运行状态 Operation' }],
  paths: {
    '/healthz': {
      get: {
        summary: '是否在运行 Is it alive',
        tags: ['运行状态 Operation'],
        responses: { 200: answer('在运行 alive', 'GatewayHealth') },
      },
    },
    '/readyz': {
      get: {
        summary: '能否受理请求 Is it ready to take requests',
        tags: ['运行状态 Operation'],
        responses: {
          200: answer('可以受理 ready', 'GatewayReadiness'),
          503: answer('暂不能受理，未通过的检查见 checks not ready; see checks', 'GatewayReadiness'),
        },
      },
    },
  },
  components: {
    schemas: {
      GatewayHealth: {
        type: 'object',
        required: ['status', 'region', 'environment', 'bootId'],
        properties: {
          status: { type: 'string', const: 'alive' },
          region: { type: 'string' },
          environment: { type: 'string', enum: ['development', 'production'] },
          bootId: { type: 'string' },
        },
      },
      GatewayReadiness: {
        type: 'object',
        required: ['ready', 'checks'],
        properties: {
          ready: { type: 'boolean' },
          checks: {
            type: 'object',
            required: [...CHECKS],
            properties: Object.fromEntries(CHECKS.map((name) => [name, check])),
          },
        },
      },
    },
  },
}

export async function readApiDocument(env: GatewayEnvironment, origin: string): Promise<OpenApiDocument> {
  const documents = await Promise.all(
    UPSTREAMS.flatMap((row) => {
      const upstream = upstreamOf(env, row)
      return upstream === undefined ? [] : [{ row, upstream }]
    }).map(async ({ row, upstream }) => {
      const response = await upstream.fetch(new Request(`${origin}/${row.name}/openapi.json`))
      if (!response.ok) throw new Error(`${row.name} has no API document: ${response.status}`)
      return openApiDocumentSchema.parse(await response.json())
    }),
  )
  return mergeOpenApi(INFO, [OWN, ...documents])
}
