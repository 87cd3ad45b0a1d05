package io.stoker.kernel.groovy;

import org.codehaus.groovy.ast.ASTNode;

/** Where something stands in a source, as the compiler counts: lines from 1, and characters, not halves, from 1. */
record SourceSpan(int line, int column, int lastLine, int lastColumn) {

    static SourceSpan of(ASTNode node) {
        return new SourceSpan(
                node.getLineNumber(), node.getColumnNumber(), node.getLastLineNumber(), node.getLastColumnNumber());
    }

    /** What stands there. */
    String cut(String source) {
        int start = lineStart(source, 0, line - 1);
        int lastStart = lineStart(source, start, lastLine - line);
        return source.substring(
                offset(source, start, column - 1),
                Math.max(offset(source, start, column - 1), offset(source, lastStart, lastColumn - 1)));
    }

    private static int lineStart(String source, int from, int lines) {
        int start = from;
        for (int i = 0; i < lines; i++) {
            start = source.indexOf('\n', start) + 1;
        }
        return start;
    }

    /** Never beyond the end, where the compiler may count a character of two halves twice. */
    private static int offset(String source, int from, int characters) {
        int there = Math.min(characters, source.codePointCount(from, source.length()));
        return source.offsetByCodePoints(from, there);
    }
}
