import { allowance, apply, type Citizen, must, tokenOf } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** Requests for the lists of one's own cases, and with the query codes of receipts. */
export function receiptRequests({ owner, agent }: { readonly owner: Citizen; readonly agent: Citizen }) {
  const aReceipt = supply(async () => {
    const body = allowance(owner, { representation: { kind: 'agent', name: agent.name } })
    const answer = must(await apply(await tokenOf(agent), body), 201)
    const { caseNumber, receipt } = answer.body as { caseNumber: string; receipt: { code: string } }
    return { caseNumber, code: receipt.code }
  })
  const requests: Readonly<Record<string, Prepare>> = {
    'GET /approvals/v1/my-cases': async () => ({ path: '/approvals/v1/my-cases' }),
    'POST /approvals/v1/progress': async () => ({
      path: '/approvals/v1/progress',
      body: { code: (await aReceipt.take()).code },
    }),
    'POST /approvals/v1/cases/{caseNumber}/receipt-code': async () => ({
      path: `/approvals/v1/cases/${(await aReceipt.take()).caseNumber}/receipt-code`,
    }),
  }
  return { requests, usedUp: aReceipt.usedUp }
}
