/** Stands in the name of everybody who applies in a simulation, and nowhere but where personal data may stand. */
export const CANARY = '演示金丝雀'

/** Identity numbers of tests begin so, and no other number does. */
const ID_NUMBER = /519999\d{8}\d{3}[\dX]/
export const isPersonal = (text: string): boolean => text.includes(CANARY) || ID_NUMBER.test(text)
