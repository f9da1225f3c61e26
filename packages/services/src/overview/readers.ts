import { BULLETIN_READERS } from '../bulletins/readers.ts'

/** Who reads the overview: those who read bulletins; the head of a department of their own alone. */
export const OVERVIEW_READERS = BULLETIN_READERS
