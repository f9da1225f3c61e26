import { csvListsOf, endpointsOf } from '@tongban/http'
import type { Context } from '@tongban/services'

/** Declares an endpoint of this Worker: a contract and a handler that only translates. */
export const endpoint = endpointsOf<Context>()
/** Declares a list as CSV. */
export const csvList = csvListsOf<Context>('/supervision')
