/** What Foyer may change in Planning Center, in the words of a church office. */
const CHANGES: Record<string, string> = {
  'POST /people/v2/lists/:id/run':
    'when somebody who manages a list presses the button for it, Planning Center goes through the rules of that list anew, and its automations may follow',
}

/** What may be changed without such words is shown as Planning Center calls it: better odd than left out. */
export const changes = (writes: readonly string[]) => writes.map((write) => CHANGES[write] ?? write)
