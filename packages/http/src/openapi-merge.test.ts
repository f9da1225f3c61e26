import { expect, test } from 'vitest'
import { mergeOpenApi, type OpenApiDocument } from './openapi-merge.ts'

const INFO = { title: 't', version: '1', description: 'd' }
const document = (change: Partial<OpenApiDocument>): OpenApiDocument => ({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  tags: [],
  paths: {},
  components: {},
  ...change,
})

test('are paths, operations, components and tags of all Workers in one document?', () => {
  const bearer = { type: 'http', scheme: 'bearer' }
  const left = document({
    tags: [{ name: 'cases' }],
    paths: { '/a': { get: { x: 1 } } },
    components: { schemas: { ACase: {} }, securitySchemes: { bearer } },
  })
  const right = document({
    tags: [{ name: 'cases' }, { name: 'jobs' }],
    paths: { '/a': { post: { x: 2 } }, '/b': { get: {} } },
    components: { schemas: { BJob: {} }, securitySchemes: { bearer: { ...bearer } } },
  })
  expect(mergeOpenApi(INFO, [left, right])).toEqual({
    openapi: '3.1.0',
    info: INFO,
    tags: [{ name: 'cases' }, { name: 'jobs' }],
    paths: { '/a': { get: { x: 1 }, post: { x: 2 } }, '/b': { get: {} } },
    components: { schemas: { ACase: {}, BJob: {} }, securitySchemes: { bearer } },
  })
  expect(left.paths).toEqual({ '/a': { get: { x: 1 } } })
})

test('is a clash of names or operations an error instead of a loss?', () => {
  const schema = document({ components: { schemas: { Case: {} } } })
  expect(() => mergeOpenApi(INFO, [schema, schema])).toThrow('two Workers describe components/schemas/Case')
  const path = document({ paths: { '/a': { get: {} } } })
  expect(() => mergeOpenApi(INFO, [path, path])).toThrow('two Workers describe /a get')
  const scheme = (type: string) => document({ components: { securitySchemes: { bearer: { type } } } })
  expect(() => mergeOpenApi(INFO, [scheme('http'), scheme('apiKey')])).toThrow('securitySchemes/bearer')
})
