import type { Applied, OpenedMessage } from '@tongban/exchange'
import type { Failure, Result } from '@tongban/kernel'
import type { ArrivingView } from '../attachments/arriving-view.ts'
import type { ArrivedFile } from '../attachments/take-in.ts'
import type { Context } from '../context.ts'
import type { Forgotten } from '../exchange/restore-forgotten.ts'

/**
 * What the exchange asks of the Worker that changes the cases of two regions: the exchange has keys and no cases, the desk
 * cases and no keys. An application is handed on to the Worker that decides. No HTTP route leads here.
 */
export interface HandoverDesk {
  /** Applies a message that has been opened and is the next of its case. */
  apply(opened: OpenedMessage): Promise<Applied>
  /** What waits for another look: results that did not verify, applications and offers that were refused. One line. */
  settle(): Promise<string>
  /** A file of which every part is here. */
  takeInFile(arrived: ArrivedFile): Promise<Result<ArrivingView, Failure>>
  /** Makes a case anew that was forgotten with an older database; whether it is here now. */
  restore(forgotten: Forgotten): Promise<boolean>
  /** What was done here and had been told before. */
  catchUp(forgotten: Forgotten): Promise<void>
}

/** For the Workers that ask it. Throws where no binding leads there: the exchange cannot change cases by itself. */
export function deskOf({ desk }: Pick<Context, 'desk'>): HandoverDesk {
  if (desk === null) throw new Error('no binding HANDOVERS: cases of two regions cannot be changed')
  return desk
}
