/**
 * An error message without what may be personal: bound parameters, quoted text, digits in runs of four and more,
 * and every character outside ASCII are taken out. What remains is the part a programmer wrote.
 */
export function redact(message: string): string {
  return message
    .slice(0, 2000)
    .replace(/\bparams:[\s\S]*$/, 'params: …')
    .replace(/[\w.+-]+@[\w.-]+/g, '#')
    .replace(/(["'`])(?:(?!\1)[\s\S])*\1/g, '$1…$1')
    .replace(/[^\x20-\x7e…]+/g, '·')
    .replace(/[\w.@+-]*\d{4,}[\w.@+-]*/g, '#')
    .slice(0, 300)
}
