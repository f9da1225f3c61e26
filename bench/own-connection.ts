/**
 * Headers of a question that may keep a Worker's thread for seconds: it comes over a connection of its own, which nobody
 * uses afterwards. workerd ends a kept connection that has been idle for five seconds, and judges that by a clock that
 * stands still while a request computes: right after a long answer it closes what it has just been asked on, and the
 * question is lost ("other side closed") though the Worker lives.
 */
export const OWN_CONNECTION = { Connection: 'close' } as const
