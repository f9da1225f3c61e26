import { problemOf } from '@tongban/kernel'
import { said, saidIn } from '@tongban/kernel/parse'
import { expect, test } from 'vitest'
import { languageOf } from './language.ts'
import { problemBody, problemResponse } from './problem.ts'
import { PROBLEM_SAMPLES } from './problem-samples.ts'

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['zh-TW', 'zh'],
  ['en', 'en'],
  ['EN-us;q=0.9', 'en'],
  ['fr, en;q=0.3', 'en'],
  ['en;q=0.3, zh;q=0.7', 'zh'],
  ['en;q=0', 'zh'],
  ['fr', 'zh'],
  [';;;,,=', 'zh'],
])('which language is meant by %j?', (header, language) => {
  expect(languageOf(header)).toBe(language)
})

test('does a message of two languages come apart, and one of a single language serve both?', () => {
  expect([saidIn(said('甲', 'a'), 'zh'), saidIn(said('甲', 'a'), 'en')]).toEqual(['甲', 'a'])
  expect([saidIn('only', 'zh'), saidIn('only', 'en')]).toEqual(['only', 'only'])
})

test('has every failure of the catalogue a problem in both languages, by its own status?', () => {
  for (const [code, failure] of Object.entries(PROBLEM_SAMPLES)) {
    const { status } = problemOf(failure)
    const zh = problemBody(failure, { language: 'zh', requestId: 'r' })
    const en = problemBody(failure, { language: 'en', requestId: 'r' })
    expect([zh.status, zh.code, zh.requestId]).toEqual([status, code, 'r'])
    expect(zh.title + zh.detail).toMatch(/[\u4e00-\u9fff]/)
    expect(en.title + en.detail).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

test('which headers does a failure call for?', () => {
  const asked = { language: 'zh', requestId: 'r' } as const
  const header = (name: string, failure: Parameters<typeof problemResponse>[0]) =>
    problemResponse(failure, asked).headers.get(name)
  expect(header('Retry-After', { code: 'tooManyRequests', retryAfterSeconds: 10 })).toBe('10')
  expect(header('Retry-After', { code: 'stillRunning' })).toBe('1')
  expect(header('Retry-After', { code: 'unavailable', what: 'service' })).toBe('5')
  expect(header('Retry-After', { code: 'internal' })).toBeNull()
  expect(header('WWW-Authenticate', { code: 'notAuthenticated', reason: 'missing' })).toBe(
    'Bearer realm="tongban"',
  )
})
