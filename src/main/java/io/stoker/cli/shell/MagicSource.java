package io.stoker.cli.shell;

import io.stoker.task.SourceText;
import io.stoker.task.StokerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source with magics in it, as Groovy: each has become a call of {@link ShellScript#magic}, on the same line.
 *
 * @param groovy the source; all other statements are as they were
 * @param endsInMagic whether its last statement was one
 * @param isOpen whether the source of the last magic is not complete
 */
record MagicSource(String groovy, boolean endsInMagic, boolean isOpen) {

    /**
     * Finds the magics. One is where a statement begins, at the beginning of a line; a percent sign that is an operator
     * is none.
     *
     * @param auto whether all that is no magic is for the engines, as after {@code %autopx}
     * @throws StokerException if there is no such magic, or it stands where it cannot
     */
    static MagicSource of(String source, boolean auto) {
        return new Writer(SourceText.withoutMark(source), auto).write();
    }

    /** Whether the source is the beginning of one that could be right. */
    static boolean isIncomplete(String source) {
        try {
            MagicSource read = of(source, false);
            return read.isOpen || GroovySession.isIncomplete(read.groovy);
        } catch (StokerException e) {
            return false; // which is told when the source is run
        }
    }

    /** Goes through a source from magic to magic. */
    private static final class Writer {
        private static final Pattern MAGIC = Pattern.compile("([ \\t]*)(%[A-Za-z]\\w*)(?!\\S)([^\\n]*)");

        private final String source;
        private final Scan scan;
        private final StringBuilder groovy = new StringBuilder();
        private boolean auto;
        private int written;
        private int lastMagicEnd = -1;
        private boolean open;

        Writer(String source, boolean auto) {
            this.source = source;
            this.scan = new Scan(source);
            this.auto = auto;
        }

        MagicSource write() {
            while (!scan.isAtEnd()) {
                Matcher line = MAGIC.matcher(source).region(scan.at(), source.length());
                if (isAtLineStart() && line.lookingAt() && isStatement(line)) {
                    add(line);
                } else {
                    scan.step();
                }
            }
            writeOthers(source.length());
            return new MagicSource(groovy.toString(), isMagicLast(), open);
        }

        private boolean isAtLineStart() {
            return scan.at() == 0 || source.charAt(scan.at() - 1) == '\n';
        }

        private boolean isMagicLast() {
            return lastMagicEnd > scan.lastCode();
        }

        /** Groovy lets an expression go on with an operator in the next line, as long as nobody ends it. */
        private boolean isStatement(Matcher line) {
            if (scan.isInExpression()) {
                return false;
            }
            int last = scan.lastCode();
            if (last < 0 || isMagicLast() || ";{}".indexOf(source.charAt(last)) >= 0) {
                return true;
            }
            String before = source.substring(0, last + 1);
            return Magic.of(line.group(2)).isPresent()
                    && (scan.isAtBody() || !scan.goesOn())
                    && line.group(1).length() <= indentation(before);
        }

        private static int indentation(String text) {
            String line = text.substring(text.lastIndexOf('\n') + 1);
            return line.length() - line.stripLeading().length();
        }

        private void add(Matcher line) {
            Magic magic = Magic.of(line.group(2)).orElseThrow(() -> Magic.unknown(line.group(2)));
            if (scan.isOpen() && (auto || magic == Magic.AUTOPX)) {
                throw new StokerException(magic.word() + " cannot be used inside a block here");
            }
            writeOthers(line.start());
            int end = magic == Magic.PX ? endOfSource(line.start(3), line.end()) : line.end();
            String text = source.substring(line.start(3), end).strip();
            magic.check(text);
            auto ^= magic == Magic.AUTOPX;
            writeCall(
                    magic.word(), magic == Magic.AUTOPX ? String.valueOf(auto) : text, source.substring(written, end));
            written = end;
            lastMagicEnd = end;
            scan.jump(end);
        }

        /** What is open at the end of the line goes on in the next one. */
        private int endOfSource(int start, int endOfLine) {
            int end = endOfLine;
            open = GroovySession.isIncomplete(source.substring(start, end));
            while (open && end < source.length()) {
                int next = source.indexOf('\n', end + 1);
                end = next < 0 ? source.length() : next;
                open = GroovySession.isIncomplete(source.substring(start, end));
            }
            return end;
        }

        /** What stands between magics. */
        private void writeOthers(int end) {
            String text = source.substring(written, end);
            if (auto && !text.isBlank()) {
                int first = text.indexOf(text.strip());
                groovy.append(text, 0, first);
                writeCall(Magics.AUTO, text.strip(), text.substring(first));
                lastMagicEnd = end;
            } else {
                groovy.append(text);
            }
            written = end;
        }

        /** A statement that takes as many lines as what it stands for. */
        private void writeCall(String word, String text, String replaced) {
            groovy.append("magic('")
                    .append(word)
                    .append("', '")
                    .append(escaped(text))
                    .append("')");
            groovy.append(
                    "\n".repeat((int) replaced.chars().filter(c -> c == '\n').count()));
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\")
                    .replace("'", "\\'")
                    .replace("\r", "")
                    .replace("\n", "\\n");
        }
    }
}
