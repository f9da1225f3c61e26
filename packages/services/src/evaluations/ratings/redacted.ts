/**
 * Words of a rating as officials read them: numbers of people and addresses of mail are taken out, since whoever rates may have
 * written their own or somebody else's (国办发〔2019〕51号: 保护评价人信息). Names cannot be told from other words; who reads them is
 * bound to keep them.
 */
const MAIL = /[\p{L}\p{N}._%+-]+[@＠][\p{L}\p{N}.-]+/gu
/** Six digits and more, however they are grouped: telephones, identity and account numbers, the number of a case. */
const NUMBER = /[A-Za-z]{0,3}\p{Nd}(?:[\s\-–—.()（）]{0,2}\p{Nd}){5,}[\dXx]?/gu

export const redactedWords = (text: string): string =>
  text.replaceAll(MAIL, '〔已隐去〕').replaceAll(NUMBER, '〔已隐去〕')
