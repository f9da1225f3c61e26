import type { Coded } from '../../supervision/notices/coded.ts'

/** What a service 服务次 was, as whoever received it reads it. */
const KINDS = {
  receipt: { zh: '收件', en: 'application received' },
  supplement: { zh: '补正办理', en: 'supplement handled' },
  decision: { zh: '办理决定', en: 'decision' },
  delivery: { zh: '结果送达', en: 'result delivered' },
} as const satisfies Readonly<Record<string, { zh: string; en: string }>>

const isKind = (code: string): code is keyof typeof KINDS => Object.hasOwn(KINDS, code)

export function serviceKind(code: string): Coded {
  if (!isKind(code)) throw new Error(`a service of an unknown kind: ${code}`)
  return { code, ...KINDS[code] }
}
