import type { Language } from '@tongban/http'

const BOTH = /^(\p{Script=Han}\S*)\s+(\p{Script=Latin}.*)$/v

/** The name of the region as it is configured; of one given in both languages that of whoever looks. */
export function regionNameIn(name: string, language: Language): string {
  const [, zh, en] = BOTH.exec(name) ?? []
  return (language === 'zh' ? zh : en) ?? name
}
