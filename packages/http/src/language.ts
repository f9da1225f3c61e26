import { parseAccept } from 'hono/utils/accept'

/**
 * The two languages of every text a person reads: Chinese first, English where the caller asks for it.
 */

export type Language = 'zh' | 'en'

/** One text in both languages. */
export type Said = { readonly zh: string; readonly en: string }

/** The value of `Content-Language` and of `<html lang>`. */
export const LANGUAGE_TAGS = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>

/** The language a caller asks for by `Accept-Language` (RFC 9110 §12.5.4); Chinese where it names neither. */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  if (!acceptLanguage) return 'zh'
  for (const { type, q } of parseAccept(acceptLanguage)) {
    if (q === 0) continue
    const primary = type.toLowerCase().split('-', 1)[0]
    if (primary === 'zh' || primary === '*') return 'zh'
    if (primary === 'en') return 'en'
  }
  return 'zh'
}
