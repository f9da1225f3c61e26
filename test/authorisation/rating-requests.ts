import type { Role } from '@tongban/kernel'
import { AMEND, RATE, READ, rateAs, rating } from '../rated.ts'
import { allowance, apply, type Citizen, must, tokenOf } from '../region.ts'
import type { Prepare, Sender } from './requests.ts'
import { supply } from './supply.ts'

/** The requests to invitations and ratings, of a service that the agent was given for its owner. */
export function ratingRequests({ owner, agent }: { readonly owner: Citizen; readonly agent: Citizen }) {
  const handedIn = async () => {
    const body = allowance(owner, { representation: { kind: 'agent', name: agent.name } })
    const answer = must(await apply(await tokenOf(agent), body), 201)
    const { evaluation } = answer.body as { evaluation: { token: string } }
    return evaluation.token
  }
  const rated = async () => {
    const token = await handedIn()
    const given = must(await rateAs(null, rating(token)), 201)
    return { token, id: String(given.body.id) }
  }
  const [toRead, toRate, toAmend, given] = [supply(handedIn), supply(handedIn), supply(rated), supply(rated)]
  const channel = (sender: Sender, role: Role | undefined) =>
    sender === 'official' && role === 'hotline' ? 'hotline' : 'web'
  const requests: Readonly<Record<string, Prepare>> = {
    'GET /evaluations/v1/invitations': async () => ({ path: '/evaluations/v1/invitations' }),
    'POST /evaluations/v1/invitations/read': async () => ({
      path: READ,
      body: { token: await toRead.take() },
    }),
    'POST /evaluations/v1/invitations/print': async () => ({
      path: '/evaluations/v1/invitations/print',
      body: { token: await toRead.take() },
    }),
    'POST /evaluations/v1/evaluations': async (sender, role) => ({
      path: RATE,
      body: rating(await toRate.take(), { channel: channel(sender, role) }),
    }),
    'POST /evaluations/v1/evaluations/amend': async (sender, role) => ({
      path: AMEND,
      body: { token: (await toAmend.take()).token, level: 4, channel: channel(sender, role) },
    }),
    'GET /evaluations/v1/evaluations': async () => ({ path: RATE }),
    'GET /evaluations/v1/evaluations/{id}': async () => ({ path: `${RATE}/${(await given.take()).id}` }),
  }
  return {
    requests,
    usedUp: () => {
      for (const each of [toRate, toAmend]) each.usedUp()
    },
  }
}
