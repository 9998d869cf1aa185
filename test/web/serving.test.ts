import { serving } from '../../src/serving'
import { useFeature } from '../support/use-feature'

const visit = useFeature(serving)

it('tells who serves next Sunday, who has not answered, and what is open, in five questions', async () => {
  const { text, asked } = await visit('/serving', 'volunteer')
  expect(text).toMatch(/^Serving on Sunday, .* Sunday Morning Worship Team .* Slides not answered yet Still open 1 place/)
  expect(asked).toHaveLength(5)
})
