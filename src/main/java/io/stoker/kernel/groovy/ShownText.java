package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.Range;
import io.stoker.task.Brief;
import io.stoker.task.RecordValue;
import io.stoker.task.Utf8;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.codehaus.groovy.runtime.FormatHelper;
import org.jspecify.annotations.Nullable;

/**
 * One value on its way to being text. Groovy's own way asks an endless list for all of its elements, and throws what
 * any of them throws.
 */
final class ShownText {
    private static final int DEEPEST = 50;

    private final StringBuilder text = new StringBuilder();
    private final Deque<Object> around = new ArrayDeque<>();
    private final int most;
    private final Function<Closure<?>, String> functions;
    private final BooleanSupplier stopped;

    /**
     * @param most how many characters are enough
     * @param functions the text of a function
     * @param stopped whether it should end, though there is more
     */
    ShownText(int most, Function<Closure<?>, String> functions, BooleanSupplier stopped) {
        this.most = most;
        this.functions = functions;
        this.stopped = stopped;
    }

    /** @param isWhole whether nothing was left out at the end */
    record Made(String text, boolean isWhole) {}

    Made of(Object value) {
        try {
            show(value);
        } catch (Enough e) {
            return new Made(text.toString(), false);
        }
        return new Made(text.toString(), !stopped.getAsBoolean());
    }

    /** Enough is there. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Code of the value's own may throw anything, which is then part of the text. */
    private void show(Object value) {
        try {
            if (isContainer(value)) {
                showContainer(value);
            } else {
                add(leaf(value));
            }
        } catch (Enough e) {
            throw e;
        } catch (Throwable e) {
            add("(cannot be shown: it threw " + Thrown.summary(e) + ")");
        }
    }

    private static boolean isContainer(Object value) {
        boolean container = value instanceof Collection || value instanceof Map || value instanceof RecordValue;
        return (container && !(value instanceof Range))
                || (value != null && value.getClass().isArray() && !(value instanceof char[]));
    }

    private void showContainer(Object container) {
        if (around.stream().anyMatch(outer -> outer == container)) {
            add(container instanceof Map ? "(this Map)" : "(this Collection)");
            return;
        }
        if (around.size() == DEEPEST) {
            add("[…]");
            return;
        }
        around.push(container);
        try {
            add(container instanceof RecordValue record ? record.simpleName() + "[" : "[");
            showElements(container);
            add("]");
        } finally {
            around.pop();
        }
    }

    private void showElements(Object container) {
        if (container instanceof RecordValue record) {
            showComponents(record);
        } else if (container instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                add(":");
            }
            showAll(map.entrySet().iterator());
        } else if (container instanceof Collection<?> elements) {
            showAll(elements.iterator());
        } else {
            for (int i = 0; i < Array.getLength(container); i++) {
                add(i == 0 ? "" : ", ");
                show(Array.get(container, i));
            }
        }
    }

    private void showComponents(RecordValue record) {
        String before = "";
        for (Map.Entry<String, @Nullable Object> component : record.components().entrySet()) {
            add(before + component.getKey() + "=");
            show(component.getValue());
            before = ", ";
        }
    }

    private void showAll(Iterator<?> elements) {
        for (boolean first = true; elements.hasNext(); first = false) {
            add(first ? "" : ", ");
            Object element = elements.next();
            if (element instanceof Map.Entry<?, ?> entry) {
                show(entry.getKey());
                add(":");
                show(entry.getValue());
            } else {
                show(element);
            }
        }
    }

    private String leaf(Object value) {
        if (value instanceof Closure<?> function) {
            return functions.apply(function);
        }
        if (value instanceof BigInteger || value instanceof BigDecimal) {
            return Brief.number((Number) value, most);
        }
        if (value instanceof String string) {
            return FormatHelper.inspect(head(string));
        }
        if (value instanceof CharSequence) {
            // With the quotes of a text that is no String.
            return FormatHelper.inspect(CharBuffer.wrap(head(value.toString())));
        }
        return String.valueOf(value instanceof char[] chars ? head(new String(chars)) : FormatHelper.inspect(value));
    }

    /** More than enough of it, also where the character behind enough is a surrogate pair, which is not cut in two. */
    private String head(String string) {
        return Utf8.cut(string, most + 2);
    }

    private void add(String more) {
        if (stopped.getAsBoolean()) {
            throw new Enough();
        }
        text.append(more, 0, Math.min(more.length(), most + 1));
        if (text.length() > most) {
            throw new Enough();
        }
    }
}
