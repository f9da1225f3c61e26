import { type Language, languageOf } from '@tongban/http'

/** How somebody likes to read: the address says it, else what was chosen before, else what the browser asks for. */
export type View = { readonly language: Language; readonly isLarge: boolean; readonly isNew: boolean }

export function viewOf(
  query: URLSearchParams,
  cookie: string | undefined,
  acceptLanguage: string | undefined,
): View {
  const [, chosen, type] = /^(zh|en)\.(large|normal)$/.exec(cookie ?? '') ?? []
  const lang = query.get('lang')
  const asked = query.get('type')
  const language =
    lang !== null
      ? languageOf(lang)
      : chosen === 'zh' || chosen === 'en'
        ? chosen
        : languageOf(acceptLanguage)
  const isLarge = asked === null ? type === 'large' : asked === 'large'
  return { language, isLarge, isNew: lang !== null || asked !== null }
}
