package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stoker.Seeds;
import io.stoker.code.Shop.Connection;
import io.stoker.code.Shop.Task;
import io.stoker.task.Subject;
import io.stoker.task.UnsendableValueException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever refers to whatever: the path in the message leads to the object that cannot be sent. */
class RandomGraphsTest {
    private static final Pattern MESSAGE = Pattern.compile("cannot send 'v': (\\S+)(?: \\(which (\\S+) captures\\))?"
            + " is a io.stoker.code.Shop\\$Connection, which is not Serializable: make it Serializable"
            + "(?:, or make the field transient)?");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)\\]");

    private static class Base implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object lower;
    }

    private static final class Box extends Base {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object upper;

        @Nullable
        transient Object unsent;
    }

    private record Pair(@Nullable Object first, @Nullable Object second) implements Serializable {}

    /** A graph, and its objects of which some cannot be sent. */
    private static final class Graph {
        private final Random random;
        private final List<Object> objects = new ArrayList<>();

        Graph(long seed) {
            random = new Random(seed);
            int size = 1 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                objects.add(make());
            }
            for (Object object : objects) {
                link(object);
            }
        }

        private @Nullable Object any() {
            int choice = random.nextInt(objects.size() + 1);
            return choice == objects.size() ? null : objects.get(choice);
        }

        private Object make() {
            Object one = objects.isEmpty() ? "one" : any();
            Object other = objects.isEmpty() ? "other" : any();
            return switch (random.nextInt(12)) {
                case 0, 1 -> new ArrayList<>();
                case 2, 3 -> new LinkedHashMap<>();
                case 4 -> new Object[2];
                case 5 -> new Pair(one, other);
                case 6 -> (Task<Object>) () -> one;
                case 7 -> new Connection();
                case 8 -> "text";
                default -> new Box();
            };
        }

        @SuppressWarnings("unchecked")
        private void link(Object object) {
            if (object instanceof Box box) {
                box.lower = any();
                box.upper = any();
                box.unsent = any();
            } else if (object instanceof List) {
                ((List<@Nullable Object>) object).add(any());
                ((List<@Nullable Object>) object).add(any());
            } else if (object instanceof Map) {
                ((Map<String, @Nullable Object>) object).put("a", any());
                ((Map<String, @Nullable Object>) object).put("b", any());
            } else if (object instanceof Object[] array) {
                array[0] = any();
                array[1] = any();
            }
        }
    }

    private static Object part(Object object, String name, @Nullable String index) throws Exception {
        if (object instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (object instanceof List<?> list) {
            return list.get(Integer.parseInt(index));
        }
        if (object instanceof Object[] array) {
            return array[Integer.parseInt(index)];
        }
        Class<?> type = name.equals("lower") ? Base.class : object.getClass();
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static Object follow(Object from, String path) throws Exception {
        Object object = from;
        Matcher steps = STEP.matcher(path);
        int end = 0;
        while (steps.find()) {
            assertThat(steps.start()).as(path).isEqualTo(end);
            end = steps.end();
            object = part(object, steps.group(1), steps.group(2));
        }
        assertThat(end).as(path).isEqualTo(path.length());
        return object;
    }

    private static Object captured(Object lambda) throws Exception {
        Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
        replace.setAccessible(true);
        return ((SerializedLambda) replace.invoke(lambda)).getCapturedArg(0);
    }

    /** Where a text as {@code v.lower[1]} or {@code one.upper} leads. */
    private static Object end(Object root, String text, @Nullable String lambda) throws Exception {
        if (text.startsWith("one")) {
            Object capturing = lambda == null ? root : end(root, lambda, null);
            return follow(captured(capturing), text.substring("one".length()));
        }
        return follow(root, text.substring("v".length()));
    }

    @Test
    void shouldNameThePathToWhatCannotBeSent() throws Exception {
        int[] ends = new int[3];
        Seeds.each(4_000, seed -> {
            Object root = new Graph(seed).objects.get(0);
            Throwable thrown = catchThrowable(() -> ObjectWriter.write(Subject.of("send", "v"), root, 1 << 20));
            if (thrown == null) {
                assertThat(ObjectReader.read(
                                ObjectWriter.write(Subject.of("send", "v"), root, 1 << 20)
                                        .bytes(),
                                getClass().getClassLoader(),
                                ReadLimits.DEFAULT))
                        .isNotNull();
                ends[0]++;
                return;
            }
            assertThat(thrown).isInstanceOf(UnsendableValueException.class);
            Matcher message = MESSAGE.matcher(thrown.getMessage());
            assertThat(message.matches()).as(thrown.getMessage()).isTrue();
            String lambda = message.group(2);
            if (lambda != null && lambda.startsWith("one")) {
                ends[2]++; // a lambda in a lambda, whose own lambda the message does not name
                return;
            }
            assertThat(end(root, message.group(1), lambda))
                    .as(thrown.getMessage())
                    .isInstanceOf(Connection.class);
            ends[1]++;
        });
        if (Seeds.USUAL) {
            assertThat(ends[0]).isGreaterThan(500);
            assertThat(ends[1]).isGreaterThan(500);
            assertThat(ends[2]).isPositive();
        }
    }
}
