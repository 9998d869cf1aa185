// Loaded before a program that should not outlive who started it (`node --require`): the parent holds the other end of
// its standard input, which closes however the parent ends.
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume()
