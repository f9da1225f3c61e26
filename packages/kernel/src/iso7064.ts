/**
 * Check characters of ISO/IEC 7064 MOD 37,36 (hybrid system) over 0-9 A-Z.
 * Used by the case number and by the e-licence identifier (GB/T 36904).
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Check character for `text`, or `undefined` when a character is outside 0-9 A-Z. */
export function checkCharacter(text: string): string | undefined {
  let product = 36
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    const sum = (product + value) % 36 || 36
    product = (sum * 2) % 37
  }
  return ALPHABET[(37 - product) % 36]
}

/** Whether the last character of `text` is the check character of the rest. */
export function hasValidCheckCharacter(text: string): boolean {
  return text.length > 1 && checkCharacter(text.slice(0, -1)) === text.at(-1)
}
