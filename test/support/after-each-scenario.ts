import { openFleets } from './fleet'

// Promise 4, after every scenario in test/faults: nothing that opens something lies where it must not.
afterEach(async () => {
  const fleets = [...openFleets]
  const found = await Promise.all(fleets.map((fleet) => fleet.canaries.leaks()))
  for (const fleet of fleets) if (fleet.isClosed()) openFleets.delete(fleet)
  expect(found.flat()).toEqual([])
})
