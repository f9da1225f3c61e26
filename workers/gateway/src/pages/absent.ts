import { languageOf, problemResponse } from '@tongban/http'
import type { Upstream } from '../environment.ts'
import { NO_LICENCES } from '../upstreams.ts'

/** A Worker that this region goes without. */
export const ABSENT: Upstream = {
  fetch: async (request) => {
    const language = languageOf(request.headers.get('Accept-Language') ?? undefined)
    const requestId = request.headers.get('X-Request-Id') ?? ''
    return problemResponse({ code: 'licencesNotConfigured', what: NO_LICENCES }, { language, requestId })
  },
}
