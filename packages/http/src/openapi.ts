import { type OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { type FailureCode, problemOf } from '@tongban/kernel'
import * as z from 'zod'
import type { Contract } from './endpoint.ts'
import type { Said } from './language.ts'
import { type OpenApiDocument, type OpenApiInfo, openApiDocumentSchema } from './openapi-merge.ts'
import { PROBLEM_TYPE, problemSchema } from './problem.ts'
import { PROBLEM_SAMPLES } from './problem-samples.ts'
import { sayGrant } from './rights.ts'

/**
 * The API document of one Worker (OpenAPI 3.1), written from the contracts its door is built from, so that what is
 * documented is what is checked. Every component is renamed with the Worker's prefix.
 */

const BEARER = 'bearer'

/** Adds a contract to the registry of the Worker's application. */
export function describeRoute(registry: OpenAPIRegistry, path: string, contract: Contract): void {
  const { body, params, query, answer } = contract
  const isPublic = contract.rights.includes('anyone')
  const route: RouteConfig = {
    method: contract.method,
    path,
    summary: both(contract.summary),
    description: [
      contract.description ? both(contract.description) : '',
      `谁可以使用 Who may: ${contract.rights.map(sayGrant).join('、')}`,
    ]
      .join('\n\n')
      .trim(),
    tags: [both(contract.tag)],
    security: isPublic ? [{}, { [BEARER]: [] }] : [{ [BEARER]: [] }],
    'x-tongban-rights': contract.rights,
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(contract.idempotent ? { headers: idempotencyHeader } : {}),
      ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: {
      [answer.status]: {
        description: both(answer.description),
        content: { [answer.type ?? 'application/json']: { schema: answer.schema } },
      },
      ...problemsOf(contract),
    },
  }
  registry.registerPath(route)
}

/** The finished document; `prefix` is put before the name of every schema. */
export function documentOf(registry: OpenAPIRegistry, info: OpenApiInfo, prefix: string): OpenApiDocument {
  registry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: '身份提供方签发的 OIDC 令牌 OIDC token of the identity provider',
  })
  const generator = new OpenApiGeneratorV31(registry.definitions)
  const document = generator.generateDocument({ openapi: '3.1.0', info: { ...info } })
  return prefixSchemas(openApiDocumentSchema.parse(JSON.parse(JSON.stringify(document))), prefix)
}

const both = ({ zh, en }: Said) => `${zh} ${en}`

const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .meta({ description: '重发时保持不变 keep it when you retry' }),
})

/** Failures any endpoint may answer, by what its contract says of it. */
function failuresOf(contract: Contract): FailureCode[] {
  const codes = new Set<FailureCode>([
    'internal',
    'unavailable',
    'tooManyRequests',
    'notAuthenticated',
    'notAllowed',
  ])
  if (contract.body) for (const code of ['notJson', 'bodyTooLarge', 'invalidInput'] as const) codes.add(code)
  if (contract.params || contract.query) codes.add('invalidInput')
  if (contract.idempotent) {
    for (const code of ['idempotencyKeyMissing', 'idempotencyKeyReused', 'stillRunning'] as const)
      codes.add(code)
  }
  for (const code of contract.failures) codes.add(code)
  return [...codes]
}

function problemsOf(contract: Contract): RouteConfig['responses'] {
  const byStatus = new Map<number, string[]>()
  for (const code of failuresOf(contract)) {
    const { status, zh, en } = problemOf(PROBLEM_SAMPLES[code])
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\` ${zh.title} ${en.title}`])
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([left], [right]) => left - right)
      .map(([status, lines]) => [
        status,
        { description: lines.join('；'), content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
      ]),
  )
}

const REFERENCE = '#/components/schemas/'

function prefixSchemas(document: OpenApiDocument, prefix: string): OpenApiDocument {
  const text = JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(REFERENCE)
      ? REFERENCE + prefix + value.slice(REFERENCE.length)
      : value,
  )
  const renamed = openApiDocumentSchema.parse(JSON.parse(text))
  const { schemas = {}, ...others } = renamed.components
  const entries = Object.entries(schemas).map(([name, schema]): [string, unknown] => [prefix + name, schema])
  return { ...renamed, components: { ...others, schemas: Object.fromEntries(entries) } }
}
