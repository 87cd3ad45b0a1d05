package io.stoker.code;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Functions of every form that Java has, with the classes that they use. */
final class SampleFunctions {
    private SampleFunctions() {}

    /** A function that can be serialised. */
    interface Sample extends Supplier<Object>, Serializable {}

    interface SampleFunction<T, R> extends Function<T, R>, Serializable {}

    record Point(int x, int y) implements Serializable {
        Point {
            Checks.positive(x);
        }

        static Point origin() {
            return new Point(1, 1);
        }

        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }
    }

    record Pair<A extends Comparable<A>, B>(A first, B second) implements Serializable {}

    enum Operator {
        PLUS {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        TIMES {
            @Override
            int apply(int a, int b) {
                return Checks.positive(a) * b;
            }
        };

        abstract int apply(int a, int b);
    }

    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    sealed interface Shape extends Serializable permits Circle, Square, Nothing {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    static final class Nothing implements Shape {}

    static double area(Shape shape) {
        if (shape instanceof Circle circle) {
            return 3 * circle.radius * circle.radius;
        }
        return shape instanceof Square square ? square.side * square.side : 0;
    }

    static String warmth(Colour colour) {
        return switch (colour) {
            case RED -> "warm";
            case GREEN, BLUE -> "cold";
        };
    }

    static final class Counter implements Serializable {
        private int count;

        Sample next() {
            class Local implements Serializable {
                final int step = 2;
            }
            Local local = new Local();
            return () -> count += local.step;
        }

        class Inner implements Sample {
            @Override
            public Object get() {
                return ++count;
            }
        }
    }

    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /** Each form under its name. */
    static Map<String, Sample> all() {
        Map<String, Sample> all = new LinkedHashMap<>();
        int seven = 7;
        Point captured = new Point(3, 4);
        List<Object> list = new ArrayList<>(List.of(captured, Operator.TIMES, new Circle(1)));
        Sample first = () -> "inner";
        SampleFunction<Integer, Sample> maker = n -> () -> n * 2;
        all.put("no capture", () -> 42);
        all.put("capture of a number", () -> seven * 6);
        all.put("capture of a record", () -> captured.plus(Point.origin()));
        all.put("capture of a list", () -> list.toString());
        all.put("capture of a function", () -> first.get() + "!");
        all.put("capture of an array", capture(new Point[][] {{new Point(8, 9)}}));
        all.put("static method", Point::origin);
        all.put("method of an object", captured::toString);
        all.put("method of any object", with(Point::y, captured));
        all.put("constructor", withTwo(Point::new, 5, 6));
        all.put("constructor of an array", () -> ((SampleFunction<Integer, Point[]>) Point[]::new).apply(3).length);
        all.put("method of the JDK", with(Integer::toBinaryString, 10));
        all.put("nested", () -> maker.apply(21).get());
        all.put(
                "stream",
                () -> IntStream.range(1, 5)
                        .mapToObj(i -> new Point(i, seven))
                        .sorted(Comparator.comparing(Point::x).reversed())
                        .map(point -> point.x() + "/" + point.y())
                        .collect(Collectors.joining(",")));
        all.put("record with generics", () -> new Pair<>("a", List.of(new Point(1, 2))));
        all.put("equality of records", () -> new Pair<>("a", 1).equals(new Pair<>("a", 1)));
        all.put(
                "enum with bodies",
                () -> Operator.PLUS.apply(1, 2) + Operator.valueOf("TIMES").apply(3, 4));
        all.put("enum constant with a body", capture(Operator.TIMES));
        all.put("switch on an enum", () -> warmth(Colour.RED) + warmth(Colour.BLUE));
        all.put("map of an enum", () -> new EnumMap<>(Map.of(Colour.GREEN, 1)).toString());
        all.put("sealed types", () -> area(new Circle(2)) + area(new Square(3)) + area(new Nothing()));
        all.put("anonymous class", new Sample() {
            private final int part = seven;

            @Override
            public Object get() {
                return "anonymous " + part + captured;
            }
        });
        all.put(
                "anonymous class inside",
                () -> new Object() {
                    @Override
                    public String toString() {
                        return "object of " + seven;
                    }
                }.toString());
        all.put("local class", new Counter().next());
        all.put("inner class", new Counter().new Inner());
        all.put("concatenation", () -> "a" + seven + captured + 'c' + 1.5);
        all.put("exception", () -> {
            try {
                throw new Refused("no");
            } catch (Refused e) {
                return e.getClass().getName() + e.getMessage();
            }
        });
        all.put("marker in a cast", mark((Sample & Cloneable) () -> Checks.positive(5)));
        all.put("code of another file", () -> Checks.positive(9));
        return all;
    }

    private static Sample capture(Object value) {
        return () -> value instanceof Object[][] arrays ? arrays[0][0].toString() : value.toString();
    }

    private static <T extends Sample & Cloneable> Sample mark(T marked) {
        return marked;
    }

    private static <T> Sample with(SampleFunction<T, ?> function, T argument) {
        return () -> function.apply(argument);
    }

    private interface Two<A, B, R> extends BiFunction<A, B, R>, Serializable {}

    private static <A extends Serializable, B extends Serializable> Sample withTwo(Two<A, B, ?> function, A a, B b) {
        return () -> function.apply(a, b);
    }
}

/** In the same file, but a class of its own. */
final class Checks {
    private Checks() {}

    static int positive(int number) {
        if (number <= 0) {
            throw new IllegalArgumentException(number + " is not positive");
        }
        return number;
    }
}
