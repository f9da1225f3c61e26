import type { Language, Said } from '@tongban/http'
import type { Actor, EpochMs, Json } from '@tongban/kernel'
import type { OpenedSession, SessionDesk } from '@tongban/services'
import type { Api } from './api.ts'
import type { PagesEnvironment } from './environment.ts'

/** One visit to one page: who looks, how they like to read, what they sent, and what they may ask. */
export type Visit = {
  readonly language: Language
  /** The words in the language of the visitor. */
  readonly t: (said: Said) => string
  /** 大字版: the page in large type and one column. */
  readonly isLarge: boolean
  readonly path: string
  /** Where this page can be looked at: itself, or the page of the form that was sent. */
  readonly lookedAt: string
  /** Named parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** What a form sent; empty for a page that is only looked at. */
  readonly form: Form
  readonly actor: Actor
  readonly session: OpenedSession | null
  /** What this session has filled in under the draft name of the page. */
  readonly draft: Json | null
  readonly saveDraft: (content: Json) => Promise<void>
  readonly dropDraft: () => Promise<void>
  readonly api: Api
  readonly env: PagesEnvironment
  /** The name of the region, in the language of whoever looks where it has one. */
  readonly regionName: string
  readonly desk: SessionDesk
  readonly origin: string
  /** Nobody here asked for it: another site led here, or it was fetched before it was wanted. Nothing is made for such a visit. */
  readonly isUnasked: boolean
  readonly now: EpochMs
  readonly requestId: string
  /** Hidden fields of every form: against forged forms, and so that one sent twice acts once. */
  readonly csrf: string
  readonly newOnce: () => string
  /** The cookie of the session as it was sent, for who begins or ends one. */
  readonly sessionCookie: string | undefined
  /** Sets a cookie of the pages on the answer; `maxAge` in seconds, 0 takes it away. */
  readonly setCookie: (name: CookieName, value: string, maxAge?: number) => void
  readonly cookie: (name: CookieName) => string | undefined
  /** By what it failed, as one word for the log; never anything that was sent. */
  readonly noteFailure: (code: string) => void
}

/** `session` who is signed in; `view` language and type; `form` against forged forms; `signing` the sign-ins under way; `pad` which
 * terminal this is; `seen` when an official was last here; `answer` what was answered once. */
export type CookieName = 'session' | 'view' | 'form' | 'signing' | 'pad' | 'seen' | 'answer'

export type Form = {
  /** Trimmed; empty where it was not sent. */
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
  /** Null where no file was chosen. */
  readonly file: (name: string) => File | null
  readonly files: (name: string) => readonly File[]
  readonly names: () => readonly string[]
}

export function formOf(data: FormData | null): Form {
  const texts = (name: string) =>
    (data?.getAll(name) ?? []).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []))
  const files = (name: string) =>
    (data?.getAll(name) ?? []).flatMap((value) =>
      typeof value === 'string' || value.size + value.name.length === 0 ? [] : [value],
    )
  return {
    text: (name) => texts(name)[0] ?? '',
    all: texts,
    files,
    file: (name) => files(name)[0] ?? null,
    names: () => [...new Set(data?.keys() ?? [])],
  }
}
