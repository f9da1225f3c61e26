import { PROBLEM_TYPE, problemSchema } from '@tongban/http'
import { sent } from '../answer.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import { readLicence } from './licence.tsx'
import { licenceApi } from './words.ts'

/** The certificate to print, with its paper code, as the API makes it; and the licence file, to be kept and shown elsewhere. */
export const printLicence = definePage({
  method: 'get',
  path: '/wallet/{identifier}/print',
  rights: ['holder'],
  answer: async (v) => {
    const response = await v.api.send('GET', licenceApi(v.params.identifier ?? '', 'paper/print'))
    return response.headers.get('Content-Type')?.startsWith(PROBLEM_TYPE)
      ? problemAnswer(v, problemSchema.parse(await response.json()))
      : sent(response)
  },
})

export const downloadLicence = definePage({
  method: 'get',
  path: '/wallet/{identifier}/file',
  rights: ['holder'],
  answer: async (v) => {
    const found = await readLicence(v)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { identifier, file } = found.value
    return sent(
      new Response(`${JSON.stringify(file, null, 2)}\n`, {
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Disposition': `attachment; filename="${identifier}.licence.json"`,
          'Cache-Control': 'no-store',
        },
      }),
    )
  },
})
