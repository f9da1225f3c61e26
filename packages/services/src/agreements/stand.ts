import type { AgreementStand } from '@tongban/exchange'
import type { Version } from './version.ts'

/** How a version stands here, as it is told to the partner. */
export const standOf = (version: Version): AgreementStand => ({
  id: version.id,
  version: version.version,
  digest: version.digest,
  state: STATES[version.state] ?? 'proposed',
  signature: version.state === 'proposedThere' || version.state === 'declined' ? null : version.ownSignature,
  closing: version.closing,
})

const STATES: Readonly<Record<string, AgreementStand['state']>> = {
  inForce: 'inForce',
  superseded: 'inForce',
  ended: 'ended',
  declined: 'declined',
}
