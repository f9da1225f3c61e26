const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** A number from 1 to 999 as articles of law are counted: 四十五, 一百零三, 一百一十. */
export function numeral(value: number): string {
  const hundreds = Math.floor(value / 100)
  const tens = Math.floor((value % 100) / 10)
  const ones = value % 10
  const ten =
    tens === 0
      ? hundreds > 0 && ones > 0
        ? '零'
        : ''
      : `${tens === 1 && hundreds === 0 ? '' : DIGITS[tens]}十`
  return `${hundreds === 0 ? '' : `${DIGITS[hundreds]}百`}${ten}${DIGITS[ones]}`
}
