import { WorkerEntrypoint } from 'cloudflare:workers'
import type { CheckedLicence, ExpectedLicence, LicenceChecker } from '@tongban/licences'
import { checkerOf } from './checker.ts'

/**
 * What the exchange asks of the Worker that knows whom this region trusts: whether what a partner sent back holds. No HTTP
 * route leads here, and nothing is signed.
 */
export class Verifying extends WorkerEntrypoint<object> implements LicenceChecker {
  check(credentials: readonly string[], expected?: ExpectedLicence): Promise<readonly CheckedLicence[]> {
    return checkerOf(this.env).check(credentials, expected)
  }
}
