/** `length` fresh bytes from the platform's generator, as `Ids.random` of the kernel: nothing here draws its own. */
export type Random = (length: number) => Uint8Array
