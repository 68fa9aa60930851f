const { flattenDiagnosticMessageText } = require('typescript');

/**
 * The errors of TypeScript itself. ESLint has a program of all files, and its rules have asked for most types: what is
 * left to check takes a third of the time of `tsc -b`.
 */
module.exports = {
  meta: { type: 'problem', schema: [], messages: { error: '{{ text }} (TS{{ code }})' } },
  create(context) {
    const { sourceCode } = context;
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
    const check = (node) => {
      for (const { start, length, code, messageText } of program.getSemanticDiagnostics(
        esTreeNodeToTSNodeMap.get(node),
      )) {
        const loc = {
          start: sourceCode.getLocFromIndex(start),
          end: sourceCode.getLocFromIndex(start + length),
        };
        const text = flattenDiagnosticMessageText(messageText, '\n');
        context.report({ loc, messageId: 'error', data: { code, text } });
      }
    };
    // Last: the rules of ESLint have looked at most of the file by then.
    return { 'Program:exit': check };
  },
};
