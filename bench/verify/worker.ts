import { contestants } from './race.ts'
import { raceWorker } from './race-worker.ts'

/** The race of verifications of licences. */
export default raceWorker(contestants)
