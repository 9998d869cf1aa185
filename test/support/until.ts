/** Waits for something to come about, and says so when it does not. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not come about within ${withinMs} ms: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** That something stays as it is for a while, for what must not come back. */
export async function throughout(forMs: number, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + forMs
  while (Date.now() < end) {
    if (!(await condition())) throw new Error(`it did not stay so for ${forMs} ms: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
