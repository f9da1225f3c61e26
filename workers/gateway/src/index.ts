import { createGateway } from './gateway.tsx'

/** The gateway Worker. */
export default createGateway()
