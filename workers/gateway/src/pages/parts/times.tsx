import type { Language } from '@tongban/http'
import type { EpochMs } from '@tongban/kernel'

/** Days and instants as people read them here: the time of Asia/Shanghai, whatever the reader's machine says. */

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, kind: 'day' | 'minute' | 'second'): Intl.DateTimeFormat {
  const key = `${language}.${kind}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    ...(kind === 'day' ? {} : { timeStyle: kind === 'minute' ? 'short' : 'medium' }),
  })
  formats.set(key, made)
  return made
}

/** A civil day, `2026-11-22`. */
export const Day = ({ on, language }: { readonly on: string; readonly language: Language }) => (
  <time datetime={on}>{dayText(on, language)}</time>
)
export const dayText = (on: string, language: Language) =>
  format(language, 'day').format(new Date(`${on}T12:00:00+08:00`))

export const Instant = ({
  at,
  language,
  seconds = false,
}: {
  readonly at: EpochMs
  readonly language: Language
  readonly seconds?: boolean
}) => (
  <time datetime={new Date(at).toISOString()}>
    {format(language, seconds ? 'second' : 'minute').format(new Date(at))}
  </time>
)
