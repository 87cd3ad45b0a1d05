package io.stoker.task;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the static method that Java would call with some values. One whose parameters are of exactly their types is
 * preferred; of others, the one with the most specific parameters. Numbers are widened, boxed and unboxed, and records
 * that have arrived become the records that parameters ask for. Variable arguments are an array here.
 */
final class StaticMethods {
    private static final int MOST_SHOWN = 20;
    private static final List<Class<?>> WIDENING =
            List.of(byte.class, short.class, int.class, long.class, float.class, double.class);

    private StaticMethods() {}

    /**
     * The method.
     *
     * @throws NoSuchMethodException if the class is not public, or none or several of its methods fit; the message
     *     lists those of this name
     */
    static Method find(Class<?> type, String name, List<?> arguments) throws NoSuchMethodException {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new NoSuchMethodException(type.getName() + " is not public, so that its methods cannot be called");
        }
        List<Method> fitting = fitting(type, name, arguments, StaticMethods::isExact);
        if (fitting.isEmpty()) {
            fitting = fitting(type, name, arguments, StaticMethods::takes);
        }
        List<Method> all = fitting;
        List<Method> best = all.stream()
                .filter(one -> all.stream().allMatch(other -> isAsSpecific(one, other)))
                .toList();
        if (best.size() == 1) {
            return best.get(0);
        }
        throw new NoSuchMethodException(
                all.isEmpty()
                        ? type.getName() + " has no public static method " + call(name, arguments) + "; "
                                + candidates(type, name)
                        : call(type.getName() + "." + name, arguments) + " can be a call of several methods: "
                                + shown(all.stream().map(StaticMethods::shown)));
    }

    private static List<Method> fitting(
            Class<?> type, String name, List<?> arguments, BiPredicate<Class<?>, @Nullable Object> fits) {
        return named(type, name)
                .filter(method -> {
                    Class<?>[] parameters = method.getParameterTypes();
                    boolean all = parameters.length == arguments.size();
                    for (int i = 0; all && i < parameters.length; i++) {
                        all = fits.test(parameters[i], arguments.get(i));
                    }
                    return all;
                })
                .toList();
    }

    private static Stream<Method> named(Class<?> type, String name) {
        return statics(type).filter(method -> method.getName().equals(name));
    }

    private static Stream<Method> statics(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic());
    }

    private static boolean isExact(Class<?> parameter, @Nullable Object value) {
        if (value instanceof RecordValue record && parameter.isRecord()) {
            return parameter.getName().equals(record.typeName());
        }
        return value == null ? !parameter.isPrimitive() : boxed(parameter).equals(value.getClass());
    }

    private static boolean takes(Class<?> parameter, @Nullable Object value) {
        if (value == null || (value instanceof RecordValue && parameter.isRecord())) {
            return !parameter.isPrimitive();
        }
        return parameter.isPrimitive() ? widens(unboxed(value.getClass()), parameter) : parameter.isInstance(value);
    }

    private static boolean isAsSpecific(Method one, Method other) {
        for (int i = 0; i < one.getParameterCount(); i++) {
            if (!isAsSpecific(one.getParameterTypes()[i], other.getParameterTypes()[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAsSpecific(Class<?> one, Class<?> other) {
        return other.isPrimitive() ? widens(one, other) : other.isAssignableFrom(boxed(one));
    }

    private static boolean widens(Class<?> from, Class<?> to) {
        int least = WIDENING.indexOf(from.equals(char.class) ? int.class : from);
        return from.equals(to) || (least >= 0 && WIDENING.indexOf(to) >= least);
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static Class<?> unboxed(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }

    /** The arguments as the method takes them. Throws an IllegalArgumentException if a record is none of its own. */
    static @Nullable Object[] converted(Method method, List<?> arguments) {
        Type[] types = method.getGenericParameterTypes();
        @Nullable Object[] converted = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            converted[i] = RecordConversion.value(arguments.get(i), types[i], "argument " + (i + 1));
        }
        return converted;
    }

    private static String candidates(Class<?> type, String name) {
        List<String> alike = named(type, name).map(StaticMethods::shown).toList();
        return "it has "
                + (alike.isEmpty() ? shown(statics(type).map(Method::getName).distinct()) : shown(alike.stream()));
    }

    private static String shown(Stream<String> methods) {
        List<String> all = methods.sorted().toList();
        String first = String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size())));
        return all.isEmpty()
                ? "none"
                : all.size() > MOST_SHOWN ? first + " and " + (all.size() - MOST_SHOWN) + " more" : first;
    }

    private static String shown(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String call(String name, List<?> arguments) {
        return name + arguments.stream().map(StaticMethods::typeName).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String typeName(@Nullable Object value) {
        if (value instanceof RecordValue record) {
            return record.simpleName();
        }
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
