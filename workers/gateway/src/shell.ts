import type { Language } from '@tongban/http'

/** What the gateway knows of a request while it answers it. */
export type Shell = {
  Bindings: object
  Variables: {
    requestId: string
    language: Language
    route: string
    /** The Worker that answered, for the log. */
    upstream?: string
    /** By what the gateway itself refused. */
    failure?: string
    /** What kind of caller looked at a page, for the log. */
    actor?: string
  }
}
