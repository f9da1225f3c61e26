import { ok } from '@tongban/kernel'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { type Contract, createDoor, endpointsOf, environmentSchema, systemClock, systemIds } from './index.ts'

const text = { zh: '文', en: 'text' }
const contract = {
  method: 'get',
  path: '/v1/a',
  summary: text,
  tag: text,
  rights: ['anyone'],
  answer: { status: 200, description: text, schema: z.object({}) },
  failures: [],
} as const satisfies Contract

const doorWith = (...contracts: Contract[]) =>
  createDoor({
    name: 'sample',
    title: text,
    version: '1',
    environment: environmentSchema,
    connect: () => () => ({}),
    endpoints: contracts.map((one) => endpointsOf<object>()(one, async () => ok({}))),
  })

test('is a route without rights, or declared twice, refused when the Worker starts?', () => {
  // @ts-expect-error a caller without types can still try
  expect(() => doorWith({ ...contract, rights: [] })).toThrow('GET /sample/v1/a has no rights')
  expect(() => doorWith(contract, contract)).toThrow('GET /sample/v1/a is declared twice')
  expect(() => doorWith(contract, { ...contract, method: 'post' })).not.toThrow()
})

test('does a contract without rights not compile?', () => {
  const { rights: _, ...without } = contract
  // @ts-expect-error rights are required
  const wrong: Contract = without
  // @ts-expect-error and so is at least one grant
  const empty: Contract = { ...contract, rights: [] }
  // @ts-expect-error of a role that exists
  const unknown: Contract = { ...contract, rights: [{ role: 'root' }] }
  expect([wrong, empty, unknown]).toHaveLength(3)
})

test('are ids of the platform sortable by time and never equal?', () => {
  const ids = Array.from({ length: 1000 }, () => systemIds.uuid())
  expect(new Set(ids).size).toBe(1000)
  expect(ids.toSorted()).toEqual(ids)
  expect(systemIds.random(16)).toHaveLength(16)
  expect(systemClock.now()).toBeGreaterThan(Date.UTC(2026, 0))
})
