import type { Said } from '@tongban/http'
import type { Child } from 'hono/jsx'

/** What a page's handler answers with. */

/** Something wrong with one field of a form: shown in the summary and beside the field, in the same words. */
export type FieldError = { readonly field: string; readonly text: string }

export type PageOptions = {
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503
  readonly errors?: readonly FieldError[]
  /** Scripts under /pages/ that make the page nicer; it works without them. */
  readonly scripts?: readonly string[]
  /** Sheets under /pages/ beside the theme. */
  readonly styles?: readonly string[]
  /** `scanner` may compile WebAssembly, `editor` may style elements by itself; each for that page alone. */
  readonly policy?: 'scanner' | 'editor'
  readonly layout?: 'reading' | 'wide' | 'pad'
  /** Where "back" leads; none at the top of a group. */
  readonly back?: string
  /** Comes again by itself after so many seconds. */
  readonly refreshSeconds?: number
  /** In place of `no-store`; only for a page that is the same for everybody. */
  readonly cacheControl?: string
}

export type Answer =
  | { readonly kind: 'page'; readonly title: Said; readonly body: Child; readonly options: PageOptions }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'sent'; readonly response: Response }

export const page = (title: Said, body: Child, options: PageOptions = {}): Answer => ({
  kind: 'page',
  title,
  body,
  options,
})
/** 303: after a form, so that going back or loading anew sends nothing twice. */
export const redirect = (to: string): Answer => ({ kind: 'redirect', to })
/** A file, a document to print or a CSV, as the API answered it. */
export const sent = (response: Response): Answer => ({ kind: 'sent', response })
