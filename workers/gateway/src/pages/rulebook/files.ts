import { problemSchema } from '@tongban/http'
import { sent } from '../answer.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { apiOfItem, apiOfVersion, READERS } from './words.ts'

/** Rules as files, as the API gives them: the DMN as it was published or drafted, and the text. */
async function passed(v: Visit, path: string, name: string | null) {
  const response = await v.api.send('GET', path)
  if (!response.ok) return problemAnswer(v, problemSchema.parse(await response.json()))
  if (name !== null) response.headers.set('Content-Disposition', `attachment; filename="${name}"`)
  return sent(response)
}

const queryOf = ({ query }: Visit) => {
  const version = query.get('version')
  return version === null ? '' : `?${new URLSearchParams({ version })}`
}

export const downloadRules = definePage({
  method: 'get',
  path: '/rulebook/items/{code}/dmn',
  rights: ['anyone'],
  answer: (v) => {
    const { code = '' } = v.params
    return passed(v, apiOfItem(code, `/dmn${queryOf(v)}`), `${code.replaceAll(/[^a-z-]/g, '')}.dmn`)
  },
})

export const readRulesAsText = definePage({
  method: 'get',
  path: '/rulebook/items/{code}/text',
  rights: ['anyone'],
  answer: (v) => passed(v, apiOfItem(v.params.code ?? '', `/text${queryOf(v)}`), null),
})

export const downloadVersion = definePage({
  method: 'get',
  path: '/rulebook/versions/{id}/dmn',
  rights: READERS,
  answer: (v) => passed(v, apiOfVersion(v.params.id ?? '', '/dmn'), 'rules.dmn'),
})
