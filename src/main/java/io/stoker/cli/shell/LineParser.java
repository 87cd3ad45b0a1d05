package io.stoker.cli.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the terminal when a line goes on in the next one, and what the word is that is to be completed. */
final class LineParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && MagicSource.isIncomplete(line)) {
            throw new EOFError(-1, -1, "continues in the next line");
        }
        int start = cursor;
        while (start > 0 && isWordPart(line.charAt(start - 1))) {
            start--;
        }
        start -= isMagic(line, start) ? 1 : 0;
        return new Word(line, cursor, line.substring(start, cursor));
    }

    /** Whether a percent sign before the word begins its line. */
    private static boolean isMagic(String line, int start) {
        String before = line.substring(line.lastIndexOf('\n', start - 1) + 1, start);
        return before.strip().equals("%") && before.endsWith("%");
    }

    private static boolean isWordPart(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.';
    }

    /** The path of names before the cursor, as in {@code tc.getTask}: nothing of it is ever quoted. */
    private record Word(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
