import { describe, expect, it } from 'vitest'
import { LAST, trialsOf } from './blocks.ts'
import { differenceOf } from './compare.ts'

describe('what an answer is compared by', () => {
  const shown = {
    caseNumber: '510116202611220000001X',
    dueOn: '2026-11-30',
    elapsedMs: 7,
    amount: 200,
    reasons: [{ rule: 'E2', text: '自2027-06-01起满70周岁' }],
  }

  it('is the same when only day, number and duration differ?', () => {
    const given = {
      ...shown,
      caseNumber: '510116202712010000042K',
      dueOn: '2027-12-08',
      elapsedMs: 12,
      reasons: [{ rule: 'E2', text: '自2028-07-01起满70周岁' }],
    }
    expect(differenceOf(shown, given)).toBeUndefined()
  })

  it('is the same when the page leaves out what follows …?', () => {
    expect(differenceOf({ amount: 200, '…': '…' }, shown)).toBeUndefined()
    expect(differenceOf({ rows: [1, '…'] }, { rows: [1, 2, 3] })).toBeUndefined()
    expect(differenceOf({ rows: [2, '…'] }, { rows: [1, 2, 3] })).toBeTypeOf('string')
  })

  it.each([
    ['an amount', { ...shown, amount: 300 }],
    ['a rule', { ...shown, reasons: [{ rule: 'E3', text: shown.reasons[0]?.text }] }],
    ['a field that is gone', { ...shown, dueOn: undefined }],
    ['a field that is new', { ...shown, extra: 1 }],
    ['one reason more', { ...shown, reasons: [...shown.reasons, ...shown.reasons] }],
    ['a duration that is a text', { ...shown, elapsedMs: '7' }],
  ])('is another when %s differs?', (_, given) => {
    expect(differenceOf(shown, JSON.parse(JSON.stringify(given)))).toBeTypeOf('string')
  })
})

describe('the commands of a page', () => {
  it('are those marked to be tried, each with the answer that follows?', () => {
    const page =
      '```sh\nnpm ci\n```\n\n```sh try\ncurl a\n```\ntext\n```json\n{}\n```\n```sh try\ncurl b\n```\n'
    expect(trialsOf(page)).toEqual([
      { command: 'curl a', answer: '{}' },
      { command: 'curl b', answer: undefined },
    ])
  })

  it('are left for the end where they move the time?', () => {
    const page = '```sh try last\ncurl a\n```\n\n```json\n{}\n```\n```sh try\ncurl b\n```\n'
    expect(trialsOf(page).map(({ command }) => command)).toEqual(['curl b'])
    expect(trialsOf(page, LAST)).toEqual([{ command: 'curl a', answer: '{}' }])
  })
})
