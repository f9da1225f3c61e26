import { type FailureCode, problemOf } from '@tongban/kernel'
import * as z from 'zod'
import type { Contract } from './endpoint.ts'
import type { Said } from './language.ts'
import { type OpenApiDocument, type OpenApiInfo, openApiDocumentSchema } from './openapi-merge.ts'
import { PROBLEM_TYPE, problemSchema } from './problem.ts'
import { PROBLEM_SAMPLES } from './problem-samples.ts'
import { sayGrant } from './rights.ts'
import { openSchemaBook, type SchemaBook } from './schemas.ts'

/**
 * The API document of one Worker (OpenAPI 3.1), written from the contracts its door is built from, so that what is
 * documented is what is checked. Every component is named with the Worker's prefix.
 */

const BEARER = 'bearer'

/** The document; `described` are the contracts with their full paths, `prefix` stands before every schema's name. */
export function documentOf(
  described: readonly (readonly [path: string, contract: Contract])[],
  info: OpenApiInfo,
  prefix: string,
): OpenApiDocument {
  const book = openSchemaBook(prefix)
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [path, contract] of described) {
    paths[path] = { ...paths[path], [contract.method]: operationOf(contract, book) }
  }
  return openApiDocumentSchema.parse({
    openapi: '3.1.0',
    info: { ...info },
    paths,
    components: {
      securitySchemes: {
        [BEARER]: SIGN_IN,
        ...(described.some(([, contract]) => takesKeys(contract)) ? { [API_KEY]: SHOW_KEY } : {}),
        ...(described.some(([, contract]) => isForPartners(contract)) ? { [SIGNATURE]: SIGN_REQUEST } : {}),
      },
      schemas: book.components,
    },
  })
}

const SIGN_IN = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: '身份提供方签发的 OIDC 令牌 OIDC token of the identity provider',
}

const API_KEY = 'apiKey'
const SHOW_KEY = {
  type: 'apiKey',
  in: 'header',
  name: 'Authorization',
  description: '应用的密钥 the key of an app: `ApiKey <keyId>.<secret>`',
}
const SIGNATURE = 'cxSignature'
const SIGN_REQUEST = {
  type: 'apiKey',
  in: 'header',
  name: 'Signature',
  description:
    '协同地区按 RFC 9421 以标签 cx 对请求签名 a partner region signs the request by RFC 9421 under the label `cx`',
}
const isForPartners = ({ rights }: Contract) => rights.includes('partner')
const takesKeys = ({ rights }: Contract) =>
  rights.some((grant) => typeof grant === 'object' && 'app' in grant)

function securityOf(contract: Contract): readonly object[] {
  const isPublic = contract.rights.includes('anyone')
  if (isForPartners(contract)) return [{ [SIGNATURE]: [] }]
  if (takesKeys(contract)) return [...(isPublic ? [{}] : []), { [BEARER]: [] }, { [API_KEY]: [] }]
  return isPublic ? [] : [{ [BEARER]: [] }]
}

function operationOf(contract: Contract, book: SchemaBook) {
  const { body, bytes, answer } = contract
  const type = answer.type ?? 'application/json'
  return {
    summary: both(contract.summary),
    description: [
      contract.description ? both(contract.description) : '',
      `谁可以使用 Who may: ${contract.rights.map(sayGrant).join('、')}`,
    ]
      .join('\n\n')
      .trim(),
    tags: [both(contract.tag)],
    security: securityOf(contract),
    'x-tongban-rights': contract.rights,
    parameters: [
      ...parametersOf(contract.params, 'path', book),
      ...parametersOf(contract.query, 'query', book),
      ...parametersOf(contract.headers, 'header', book),
      ...(contract.idempotent ? parametersOf(idempotencyHeader, 'header', book) : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: !body.isOptional(),
            content: { 'application/json': { schema: book.of(body, 'input') } },
          },
        }
      : {}),
    ...(bytes
      ? {
          requestBody: {
            required: true,
            content:
              bytes.type === undefined
                ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
                : { [bytes.type]: { schema: { type: 'object' } } },
          },
        }
      : {}),
    responses: {
      [answer.status]: {
        description: both(answer.description),
        content: { [type]: { schema: book.of(answer.schema, 'output') } },
      },
      ...problemsOf(contract, book),
    },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header', book: SchemaBook) {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => {
    const one = asSchema(part)
    const required = place === 'path' || !one.safeParse(undefined).success
    const { description, ...rest } = book.of(one, 'input')
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest }
  })
}

/** Guarantee: the shape of a `z.object` holds classic schemas, as contracts are written with them. */
const asSchema = (part: unknown) => part as z.ZodType

const both = ({ zh, en }: Said) => `${zh} ${en}`

const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .meta({ description: '重发时保持不变 keep it when you retry' }),
})

const BODY = ['bodyTooLarge', 'bodyIncomplete'] as const
const SIGNED = ['signatureRefused', 'versionNotSupported', 'suiteNotSupported', 'notConfigured'] as const

/** Failures any endpoint may answer, by what its contract says of it. */
function failuresOf(contract: Contract): FailureCode[] {
  const codes = new Set<FailureCode>([
    'internal',
    'unavailable',
    'tooManyRequests',
    'notAuthenticated',
    'notAllowed',
  ])
  if (contract.body) for (const code of ['notJson', ...BODY, 'invalidInput'] as const) codes.add(code)
  if (contract.params || contract.query || contract.headers) codes.add('invalidInput')
  if (contract.bytes) {
    const { type } = contract.bytes
    for (const code of [type === undefined ? 'notBytes' : 'notJson', ...BODY] as const) codes.add(code)
  }
  if (takesKeys(contract)) codes.add('quotaUsedUp')
  if (isForPartners(contract)) for (const code of [...SIGNED, ...BODY] as const) codes.add(code)
  if (contract.idempotent) {
    for (const code of ['idempotencyKeyMissing', 'idempotencyKeyReused', 'stillRunning'] as const)
      codes.add(code)
  }
  for (const code of contract.failures) codes.add(code)
  return [...codes]
}

function problemsOf(contract: Contract, book: SchemaBook) {
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
        {
          description: lines.join('；'),
          content: { [PROBLEM_TYPE]: { schema: book.of(problemSchema, 'output') } },
        },
      ]),
  )
}
