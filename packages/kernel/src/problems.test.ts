import { expect, test } from 'vitest'
import { problemOf } from './problems.ts'

test('is a step that is not possible told in words, without the codes of states?', () => {
  const words = {
    what: { zh: '规则版本', en: 'rule version' },
    state: { zh: '已公布', en: 'published' },
    possible: [],
  }
  const failure = { code: 'stepNotPossible', state: 'published', possible: [] } as const
  expect(problemOf({ ...failure, words }).zh.detail).toBe('规则版本现为“已公布”，现在可以进行：无。')
  expect(problemOf({ ...failure, words }).en.detail).not.toContain('take a step')
  const open = { ...words, possible: [{ zh: '停用', en: 'withdraw' }] }
  expect(problemOf({ ...failure, words: open }).zh.detail).toContain('停用。请刷新后按可用步骤办理。')
  expect(problemOf({ ...failure, words }).en.detail).toContain('possible now: nothing')
  expect(problemOf(failure).zh.detail).not.toContain('published')
})

test('is whoever stopped the rules told that another resumes them, and a drafter that another approves?', () => {
  expect(problemOf({ code: 'secondPersonNeeded', step: 'resume' }).zh.title).toBe('恢复须由另一人确认')
  expect(problemOf({ code: 'secondPersonNeeded', step: 'approve' }).zh.title).toBe('需要另一人审批')
})

test('does an outage promise nothing about what was stored?', () => {
  const { zh, en } = problemOf({ code: 'unavailable', what: 'database' })
  expect(zh.detail).toContain('不会重复受理')
  expect(zh.detail + en.detail).not.toMatch(/未保存|nothing was stored/)
})
