/** Names of claims, as they are kept with a code and with a use. Guarantee: this product wrote the list. */
export const readNames = (text: string) => JSON.parse(text) as readonly string[]
