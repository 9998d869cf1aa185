import { failedSignIns, troubles } from './places'
import { findFaults, findTightSpots } from './reading'
import { walkByTab } from './tabbing'
import { useTour } from './tour'

/** As for the other pages: some of these are forms on which much can be chosen. */
const PATIENCE = 120_000

describe('everybody can read what comes of', () => {
  const tour = useTour()

  it.each([...failedSignIns, ...troubles])('$name', async (place) => {
    const visit = await tour.arrive(place)
    expect(await findFaults(visit)).toEqual([])
    expect(await findTightSpots(visit)).toEqual([])
    expect(await walkByTab(visit)).toEqual([])
  }, PATIENCE)
})
