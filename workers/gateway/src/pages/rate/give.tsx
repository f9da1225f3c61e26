import type { ProblemBody } from '@tongban/http'
import { type Answer, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { givenPage } from './given.tsx'
import { type Filled, filledIn, optionField, ratingBody } from './rated.ts'
import { detailsPage, levelPage } from './rating-page.tsx'
import { givenSchema } from './schemas.ts'
import { withInvitation } from './service.tsx'
import { terminalOf } from './terminal.ts'
import { OWN, PAD, RATE_WORDS, type Way } from './words.ts'

/** Takes the level, then the rating. The same rating sent again is answered again, as the API has it. */
const give = (way: Way) =>
  definePage({
    method: 'post',
    path: `${way.base}/give`,
    isShared: way.isPad,
    rights: ['anyone'],
    answer: (v) => {
      const filled = filledIn(v)
      if (filled.isWhole && filled.level !== '') return send(v, way, filled)
      return withInvitation(v, way, filled.token, (invited) => {
        if (filled.level !== '') return detailsPage(v, way, invited, filled, [], 200)
        const isAsked = v.form.text('stage') === 'begin'
        const errors = isAsked ? [] : [{ field: 'level', text: v.t(RATE_WORDS.noLevel) }]
        return levelPage(v, way, invited, filled, errors, isAsked ? 200 : 400)
      })
    },
  })
export const giveRating = give(OWN)
export const giveAtPad = give(PAD)

async function send(v: Visit, way: Way, filled: Filled): Promise<Answer> {
  const path = `/evaluations/v1/evaluations${filled.isAmendment ? '/amend' : ''}`
  const terminal = way.isPad && filled.channel === 'pad' ? await terminalOf(v) : null
  const body = ratingBody(filled, way, terminal !== null)
  const given = await v.api.post(path, givenSchema, { body, ...terminal })
  if (given.ok) return givenPage(v, way, given.value, filled)
  const { failure } = given
  return failure.status === 422 && !isOfToken(failure)
    ? withInvitation(v, way, filled.token, (invited) =>
        detailsPage(v, way, invited, filled, errorsIn(failure, filled), 422),
      )
    : refused(v, way, failure, filled)
}

const isOfToken = ({ errors = [] }: ProblemBody) => errors.some(({ pointer }) => pointer.startsWith('/token'))

const errorsIn = (problem: ProblemBody, { level }: Filled) =>
  fieldErrors(problem, { '/text': 'text', '/options': optionField(level) }, 'text')

/** A token that does not hold is asked for again; everything else the API says as it says it. */
function refused(v: Visit, way: Way, problem: ProblemBody, { token }: Filled): Answer | Promise<Answer> {
  const isAboutToken = problem.status === 404 || isOfToken(problem)
  return isAboutToken
    ? withInvitation(v, way, token, () => problemAnswer(v, problem))
    : problemAnswer(v, problem)
}

/** Whoever comes back to the address of a form begins anew. */
const again = (path: string, to: string) =>
  definePage({ method: 'get', path, rights: ['anyone'], answer: () => redirect(to) })
export const BACK_TO_START = [
  again('/rate/service', '/rate'),
  again('/rate/give', '/rate'),
  again('/rate/mending', '/rate'),
  again('/rate/mending/rate', '/rate'),
  again('/rate/mending/supplement', '/rate'),
  again('/rate/pad/service', '/rate/pad'),
  again('/rate/pad/give', '/rate/pad'),
]
