package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import io.stoker.kernel.RunningCell;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.nio.charset.StandardCharsets;
import org.codehaus.groovy.runtime.MethodClosure;

/** Makes a text of any value, for a person, within bounds and without throwing. */
final class Show {
    private static final String CUT = "… (cut)";
    private static final String INTERRUPTED = "… (interrupted while it was shown)";
    private static final String NO_ROOM = "(cannot be shown: not enough heap for its text)";
    private static final int LONGEST_FUNCTION = 80;

    private final FunctionSources functions;
    private final RunningCell running;

    Show(FunctionSources functions, RunningCell running) {
        this.functions = functions;
        this.running = running;
    }

    /** As Groovy's {@code inspect()} has it, but for functions; at most {@code maxBytes} long, and that says so. */
    String text(Object value, int maxBytes) {
        try {
            ShownText shown = new ShownText(maxBytes, this::function, running::isInterrupted);
            return cut(shown.of(value), maxBytes, running.isInterrupted() ? INTERRUPTED : CUT);
        } catch (Throwable e) {
            return NO_ROOM; // as building it has met the same end; nothing of the value's own runs here
        }
    }

    private static String cut(ShownText.Made made, int maxBytes, String note) {
        byte[] bytes = Visible.of(made.text()).getBytes(StandardCharsets.UTF_8);
        if (made.isWhole() && bytes.length <= maxBytes) {
            return Utf8.decode(bytes, 0, bytes.length);
        }
        int noteBytes = Utf8.head(note, maxBytes).getBytes(StandardCharsets.UTF_8).length;
        int end = Math.max(0, Math.min(bytes.length, maxBytes - noteBytes));
        while (end > 0 && end < bytes.length && Utf8.isContinuation(bytes[end])) {
            end--;
        }
        return Utf8.decode(bytes, 0, end) + note;
    }

    /** How it begins, or what it is a reference to. */
    private String function(Closure<?> function) {
        String source = functions.text(function).orElse("");
        if (!source.isEmpty()) {
            String first = source.lines().findFirst().orElse("");
            return first.length() == source.length() && first.length() <= LONGEST_FUNCTION
                    ? first
                    : Utf8.cut(first, LONGEST_FUNCTION).stripTrailing() + " …";
        }
        if (function instanceof MethodClosure method) {
            Class<?> owner = method.getOwner() instanceof Class<?> type
                    ? type
                    : method.getOwner().getClass();
            return owner.getName() + ".&" + method.getMethod();
        }
        return "a function";
    }
}
