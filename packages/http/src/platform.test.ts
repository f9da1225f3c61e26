import { afterEach, expect, test } from 'vitest'
import * as z from 'zod'
import { EnvironmentError, parseEnv } from './environment.ts'
import { clockAhead, setClock, systemClock } from './platform.ts'

const DAY = 86_400_000
const within = (ahead: number) => Math.abs(systemClock.now() - Date.now() - ahead) < 1000
const dev = (text: string) => ({ TONGBAN_ENVIRONMENT: 'development', TONGBAN_CLOCK_AHEAD_MS: text })
const prod = (text: string) => ({ ...dev(text), TONGBAN_ENVIRONMENT: 'production' })

afterEach(() => setClock({}))

test('does the clock run ahead by what a development environment says, and not otherwise?', () => {
  setClock(dev(String(3 * DAY)))
  expect(within(3 * DAY)).toBe(true)
  for (const raw of [dev(''), dev('0'), {}, prod('86400000'), dev('-1'), dev('1e9'), dev('99999999999999')]) {
    setClock(raw)
    expect(within(0)).toBe(true)
  }
})

test('is a moved clock refused in production, whatever else it is called, and an empty one not?', () => {
  const schema = z.object({})
  for (const raw of [
    prod('1'),
    { ...dev('1'), TONGBAN_ENVIRONMENT: 'staging' },
    { TONGBAN_CLOCK_AHEAD_MS: '1' },
  ]) {
    expect(clockAhead(raw)).toBeUndefined()
    expect(() => parseEnv(schema, raw)).toThrow(EnvironmentError)
    expect(() => parseEnv(schema, raw)).toThrow(/TONGBAN_CLOCK_AHEAD_MS/)
  }
  for (const raw of [prod(''), prod('0'), {}]) expect(parseEnv(schema, raw)).toEqual({})
  expect(parseEnv(schema, dev('60000'))).toEqual({})
  expect(within(60_000)).toBe(true)
})

test('is nonsense refused in development too, without being repeated?', () => {
  for (const text of ['soon', '-5', '1.5', ' 1', '999999999999']) {
    expect(() => parseEnv(z.object({}), dev(text))).toThrow(EnvironmentError)
  }
})
