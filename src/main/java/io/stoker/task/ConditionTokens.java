package io.stoker.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a condition's text apart. */
final class ConditionTokens {

    enum Kind {
        NAME,
        WORD,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    /**
     * A piece of the text.
     *
     * @param text for {@link Kind#TEXT} what stands between the quotes
     * @param at where it begins
     */
    record Token(Kind kind, String text, int at) {
        boolean is(String word) {
            return text.equals(word) && (kind == Kind.WORD || kind == Kind.SYMBOL);
        }
    }

    private static final Set<String> WORDS = Set.of("and", "or", "not", "has", "true", "false");
    private static final Set<String> LONG_SYMBOLS = Set.of("**", "<=", ">=", "==", "!=", "&&", "||");
    private static final String SYMBOLS = "+-*<>!()";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private ConditionTokens(String text) {
        this.text = text;
    }

    /** The pieces, the last of which is an {@link Kind#END}. */
    static List<Token> of(String text) {
        ConditionTokens tokens = new ConditionTokens(text);
        while (tokens.at < text.length()) {
            tokens.readOne();
        }
        tokens.add(Kind.END, "", text.length());
        return tokens.tokens;
    }

    /** Whether the text form can have a property of this name. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && beginsName(name.charAt(0))
                && name.chars().allMatch(c -> continuesName((char) c))
                && !WORDS.contains(name);
    }

    /** An error that shows where in the text it is. */
    static IllegalArgumentException error(String text, int at, String message) {
        return new IllegalArgumentException(message + Excerpt.of(text, at));
    }

    private void readOne() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (beginsName(c)) {
            readName();
        } else if (isDigit(c)) {
            readNumber();
        } else if (c == '\'' || c == '"') {
            readText(c);
        } else {
            readSymbol();
        }
    }

    private void readName() {
        int end = at;
        while (end < text.length() && continuesName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at, end);
        add(WORDS.contains(name) ? Kind.WORD : Kind.NAME, name, at);
        at = end;
    }

    /** Digits, a fraction, an exponent; underscores may stand between digits. */
    private void readNumber() {
        int end = digits(at);
        if (has(end, '.')) {
            end = digits(end + 1);
        }
        if (has(end, 'e') || has(end, 'E')) {
            end = digits(has(end + 1, '-') || has(end + 1, '+') ? end + 2 : end + 1);
        }
        if (end < text.length() && continuesName(text.charAt(end))) {
            throw error(text, end, "this cannot follow a number; write 4 GiB as 4 * 2**30");
        }
        add(Kind.NUMBER, text.substring(at, end).replace("_", ""), at);
        at = end;
    }

    private int digits(int from) {
        if (from >= text.length() || !isDigit(text.charAt(from))) {
            throw error(text, from, "expected a digit here");
        }
        int end = from;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private void readText(char quote) {
        StringBuilder inside = new StringBuilder();
        int end = at + 1;
        while (!has(end, quote)) {
            if (has(end, '\\')) {
                end++;
                if (!has(end, '\'') && !has(end, '"') && !has(end, '\\')) {
                    throw error(text, end, "expected a quote or a backslash after the backslash");
                }
            }
            if (end >= text.length()) {
                throw error(text, at, "the quote that begins here is not closed");
            }
            inside.append(text.charAt(end++));
        }
        add(Kind.TEXT, inside.toString(), at);
        at = end + 1;
    }

    private void readSymbol() {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        String symbol = LONG_SYMBOLS.contains(two) ? two : two.substring(0, 1);
        if (symbol.length() == 1 && SYMBOLS.indexOf(symbol.charAt(0)) < 0) {
            throw error(
                    text,
                    at,
                    symbol.equals("=") ? "write == to compare" : "this character cannot be used in a condition");
        }
        add(Kind.SYMBOL, symbol, at);
        at += symbol.length();
    }

    private void add(Kind kind, String part, int begin) {
        tokens.add(new Token(kind, part, begin));
    }

    private boolean has(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean beginsName(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean continuesName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }
}
