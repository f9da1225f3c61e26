/** The text a FEEL string literal stands for, its escapes resolved (DMN 1.5 §10.3.1.2, rule 33 and 64). */
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" }

export function stringFromLiteral(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/g, (all, short, long, simple) => {
      if (simple !== undefined) return ESCAPES[simple] ?? all
      const code = Number.parseInt(short ?? long, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    })
}
