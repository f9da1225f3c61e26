/** `tongban cx …`: one verb each. */
import type { Io } from '../io.ts'
import { fetchEvidence, verifyFile } from './evidence.ts'
import { keygen } from './keygen.ts'
import { CX_USAGE, readCxOptions } from './options.ts'
import { ping } from './ping.ts'
import { propose } from './propose.ts'
import { replay } from './replay.ts'
import { status } from './status.ts'
import { submit } from './submit.ts'

export async function runCx(args: readonly string[], io: Io): Promise<number> {
  const options = readCxOptions(args, io.environment)
  switch (options.verb) {
    case 'help':
      io.out(`${CX_USAGE}\n`)
      return 0
    case 'keygen':
      return await keygen(options, io)
    case 'ping':
      return await ping(options, io)
    case 'propose':
      return await propose(options, io)
    case 'submit':
      return await submit(options, io)
    case 'status':
      return await status(options, io)
    case 'evidence':
      return await fetchEvidence(options, io)
    case 'verify':
      return await verifyFile(options, io)
    case 'replay':
      return await replay(options, io)
  }
}
