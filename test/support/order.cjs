const { default: Sequencer } = require('@jest/test-sequencer')

/** The kinds whose files take minutes: one of those that began last would keep one worker busy while the other has nothing left. */
const LONGEST_FIRST = ['browser', 'faults', 'web', 'sandbox', 'unit']
const turn = (test) => LONGEST_FIRST.indexOf(test.context.config.displayName.name)

/** Within a kind as Jest does: by how long they took, or how much there is to read. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => turn(a) - turn(b))
  }
}
