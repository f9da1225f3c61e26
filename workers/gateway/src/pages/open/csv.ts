import { problemSchema } from '@tongban/http'
import { sent } from '../answer.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import { withMonth } from './words.ts'

/** The tables of the public figures as CSV, for anybody, as the API answers it. */
const csvPage = (path: string, api: string) =>
  definePage({
    method: 'get',
    path,
    rights: ['anyone'],
    answer: async (v) => {
      const file = await v.api.send('GET', withMonth(v, api))
      return file.ok ? sent(file) : problemAnswer(v, problemSchema.parse(await file.json()))
    },
  })

export const handlingCsv = csvPage('/open/handling.csv', '/supervision/v1/overview/public.csv')
export const ratingsCsv = csvPage('/open/ratings.csv', '/evaluations/v1/statistics/public.csv')
