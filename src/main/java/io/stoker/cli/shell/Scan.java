package io.stoker.cli.shell;

import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.RecognitionException;
import groovyjarjarantlr4.v4.runtime.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

/**
 * Goes through Groovy source token by token, as Groovy's own lexer reads it, and knows which brackets are open. Ends
 * where a text or comment begins that does not end, and where the lexer understands nothing any more.
 */
final class Scan {
    /** What a source cannot end with: {@code ++} and {@code --} can stand behind what they change. */
    private static final Pattern OPERATOR = Pattern.compile("(?!\\+\\+$|--$)[,.=+*/%&|^<>?:!~-]+");

    private static final Set<String> WORDS =
            Set.of("else", "do", "try", "in", "!in", "instanceof", "!instanceof", "throw", "new", "as");

    private final String source;
    private final GroovyLangLexer lexer;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    /** The same place, in code points, which the lexer counts. */
    private int points;

    private int lastCode = -1;
    private String last = "";
    private String beforeLast = "";
    private boolean astray;
    private boolean unfinished;

    Scan(String source) {
        this.source = source;
        this.lexer = new GroovyLangLexer(CharStreams.fromString(source));
        lexer.removeErrorListeners(); // which print
    }

    /** Of all of it. */
    static Scan of(String source) {
        Scan scan = new Scan(source);
        while (!scan.isAtEnd()) {
            scan.step();
        }
        return scan;
    }

    /** Where the next step begins. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= source.length();
    }

    /** Goes on from there. */
    void jump(int to) {
        points += source.codePointCount(at, to);
        at = to;
        lexer.getInputStream().seek(points);
    }

    /** Where the last character is that was neither space nor comment; -1 if there was none. */
    int lastCode() {
        return lastCode;
    }

    /** Whether a bracket, a text or a comment waits for its other half. */
    boolean isOpen() {
        return unfinished || isInLongText() || (!astray && !open.isEmpty());
    }

    /** Whether no statement can begin here, inside round or square brackets. */
    boolean isInExpression() {
        return !open.isEmpty() && open.peek() != '{';
    }

    /** Whether the last token is a word or an operator that something has to follow. */
    boolean goesOn() {
        boolean ofAnImport = last.equals("*") && beforeLast.equals(".");
        return !astray
                && !ofAnImport
                && (WORDS.contains(last) || OPERATOR.matcher(last).matches());
    }

    /** Whether the last token is the arrow behind the parameters of a closure. */
    boolean isAtBody() {
        return last.equals("->");
    }

    /** Goes on behind the token that comes next, a comment and a line's end included. */
    void step() {
        try {
            read(lexer.nextToken());
        } catch (GroovySyntaxError | RecognitionException e) {
            astray = true; // the compiler will say so
            end();
        }
    }

    private void read(Token token) {
        if (token.getType() == Token.EOF) {
            end();
            return;
        }
        int start = source.offsetByCodePoints(at, token.getStartIndex() - points);
        int next = source.offsetByCodePoints(start, token.getStopIndex() + 1 - token.getStartIndex());
        points = token.getStopIndex() + 1;
        boolean touches = lastCode == start - 1;
        at = next;
        if (token.getType() != GroovyLexer.NL) {
            boolean isText = token.getType() == GroovyLexer.StringLiteral || token.getType() == GroovyLexer.GStringEnd;
            code(source.substring(start, next), isText, touches);
        }
    }

    private void code(String text, boolean isText, boolean touches) {
        beforeLast = last;
        last = isText ? "" : text;
        lastCode = at - 1;
        if (isText ? beginsLongText(text) : touches && (beforeLast + text).matches("/\\*|\\$/")) {
            unfinished = true;
            end();
        } else if (!isText) {
            bracket(text.charAt(text.length() - 1));
        }
    }

    private void bracket(char c) {
        if ("([{".indexOf(c) >= 0) {
            open.push(c);
        } else if (")]}".indexOf(c) >= 0) {
            astray |= open.poll() == null;
        }
    }

    /** Two of three quotes, the rest of which the lexer has not found. */
    private boolean beginsLongText(String text) {
        return (text.equals("''") || text.equals("\"\"")) && source.startsWith(text.substring(1), at);
    }

    /** Of texts with values in them only those in simple quotes end with their line. */
    private boolean isInLongText() {
        String mode = GroovyLexer.modeNames[lexer._mode];
        return mode.endsWith("_GSTRING_MODE") && !mode.equals("DQ_GSTRING_MODE");
    }

    private void end() {
        at = source.length();
    }
}
