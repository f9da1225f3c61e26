/** How much expression text is read in one publication: every cell is short, and there may be thousands. */
import { CAPS } from './caps.ts'
import type { Journal } from './journal.ts'
import type { Place } from './refusal.ts'

export class TextBudget {
  private left: number = CAPS.textLength
  private readonly journal: Journal

  constructor(journal: Journal) {
    this.journal = journal
  }

  /** Whether the text may be read; where the budget ends, that is noted once. */
  spend(text: string, place: Place): boolean {
    const isFirst = this.left >= 0
    this.left -= text.length
    if (this.left >= 0) return true
    if (isFirst) this.journal.refuse(place, 'textTooLong', String(CAPS.textLength))
    return false
  }
}
