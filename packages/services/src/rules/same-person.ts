/** Two spellings of one account are one person. */
export const isSamePerson = (subject: string, other: string | null | undefined): boolean =>
  other !== null && other !== undefined && subject.trim().toLowerCase() === other.trim().toLowerCase()
