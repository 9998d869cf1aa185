import ts from 'typescript'

/** The titles of the tests in a source, as they are written there: those of `it`, `test` and `describe`, `.each` included. */
export function titlesOf(source: string): string[] {
  const titles: string[] = []
  const look = (node: ts.Node): void => {
    const [first] = ts.isCallExpression(node) && isTest(node.expression) ? node.arguments : []
    if (first && ts.isStringLiteralLike(first)) titles.push(first.text)
    if (first && ts.isTemplateExpression(first)) titles.push(first.getText().slice(1, -1))
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true))
  return titles
}

/** `it(…)`, `it.only(…)`, `it.each(…)(…)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ['it', 'test', 'describe'].includes(callee.text)
  return (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) && isTest(callee.expression)
}
