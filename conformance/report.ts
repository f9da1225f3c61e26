/** The report: for people in Chinese and English, for machines in JSON. */
import { readClauses } from './clauses.ts'
import type { Outcome } from './run-suite.ts'
import type { Checked } from './self-check.ts'
import { isRight } from './self-check.ts'

const MARKS = { passed: '✓', failed: '✗', notTried: '–' } as const
const WORDS = { passed: '通过 passed', failed: '不符 failed', notTried: '未测 not tried' } as const

export function outcomeLine({ id, outcome, why, ms }: Outcome): string {
  const clause = readClauses().find((each) => each.id === id)
  const head = `${MARKS[outcome]} ${id} ${WORDS[outcome]} (${ms} ms)`
  if (outcome === 'passed') return head
  return [head, `    ${clause?.zh ?? ''}`, `    ${clause?.en ?? ''}`, `    → ${why ?? ''}`].join('\n')
}

export function sumOf(outcomes: readonly Outcome[], ms: number): string {
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length
  const [passed, failed, notTried] = [count('passed'), count('failed'), count('notTried')]
  const seconds = (ms / 1000).toFixed(1)
  const mark = failed > 0 ? '✗' : '✓'
  return [
    `${mark} CX/1 ${outcomes.length} 条：通过 ${passed}，不符 ${failed}，未测 ${notTried}，用时 ${seconds} 秒。`,
    `  CX/1, ${outcomes.length} clauses: ${passed} passed, ${failed} failed, ${notTried} not tried, in ${seconds} s.`,
  ].join('\n')
}

export function checkedLine(checked: Checked): string {
  const { broken, due, failed, outcomes } = checked
  const mark = isRight(checked) ? '✓' : '✗'
  if (broken === null)
    return `${mark} 正确实现 a right implementation: ${outcomes.length - failed.length} 通过 passed`
  const found = failed.join(' ') || '无 none'
  const wrong = isRight(checked) ? '' : `，应为 should be ${due.join(' ')}`
  return `${mark} ${broken} 被破坏 broken → ${found}${wrong}`
}

export const inJson = (outcomes: readonly Outcome[], target: string, ms: number) =>
  JSON.stringify(
    {
      protocol: 'CX/1',
      target,
      at: new Date().toISOString(),
      ms,
      clauses: outcomes.map((outcome) => ({
        ...outcome,
        clause: readClauses().find(({ id }) => id === outcome.id)?.en,
      })),
    },
    null,
    2,
  )
