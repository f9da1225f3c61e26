import { problemResponse } from '@tongban/http'
import type { Failure } from '@tongban/kernel'
import type { Context } from 'hono'
import type { Shell } from '../shell.ts'
import { STRICT } from './policies.ts'
import { PROBLEM_PAGES } from './problem-page.tsx'

/** A problem without the frame, which would ask who is signed in: in a flood, and where not even the frame can be written. */
export function barePage(c: Context<Shell>, failure: Failure): Response {
  c.set('failure', failure.code)
  const asked = { language: c.var.language, requestId: c.var.requestId }
  // With the headers that this failure calls for, such as when to come again.
  const { status, headers } = problemResponse(failure, asked)
  const answer = new Response(PROBLEM_PAGES.bare(failure, asked), { status, headers })
  answer.headers.set('Content-Type', 'text/html; charset=UTF-8')
  answer.headers.set('Content-Security-Policy', STRICT)
  return answer
}
