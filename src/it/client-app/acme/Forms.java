package acme;

import io.stoker.task.StokerCallable;
import io.stoker.task.StokerFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Functions in every form that Java has. Each returns at an engine what it returns here. */
final class Forms {
    private static final int SEVEN = 7;

    private final long price = 30;

    private Forms() {}

    static Map<String, StokerCallable<?>> all() {
        Map<String, StokerCallable<?>> all = new LinkedHashMap<>();
        lambdas(all);
        methodReferences(all);
        classes(all);
        data(all);
        return all;
    }

    private static void lambdas(Map<String, StokerCallable<?>> all) {
        int number = 6;
        long[] array = {1, 2, 3};
        Account account = new Account("Ada", 500, Tariff.HALF, List.of("new"));
        List<Object> list = new ArrayList<>(List.of(account, Tariff.HALF, new Shape.Circle(1)));
        StokerCallable<String> inner = () -> "inner of " + account.owner();
        StokerFunction<Integer, StokerCallable<Integer>> maker = n -> () -> n * number;

        all.put("a lambda that captures nothing", () -> 42);
        all.put("a lambda that reads a constant", () -> SEVEN * 6);
        all.put("a lambda that captures numbers", () -> number * SEVEN + array[2]);
        all.put("a lambda that captures a record", () -> account.pay(200));
        all.put("a lambda that captures a list", () -> list);
        all.put("a lambda that captures a lambda", () -> inner.call() + "!");
        all.put("a lambda that returns from a lambda", () -> maker.apply(SEVEN).call());
        all.put("lambdas in a stream in a lambda", () -> IntStream.range(0, number)
                .mapToObj(i -> new Account("n" + i, i).pay(i))
                .sorted(Comparator.comparing(Account::cents).thenComparing(Account::owner).reversed())
                .map(Account::owner)
                .collect(Collectors.joining(",")));
        all.put("concatenation of strings", () -> "a" + number + account.tariff() + array.length + '\u00e4' + 1.5 + null);
    }

    private static void methodReferences(Map<String, StokerCallable<?>> all) {
        Account account = new Account("Bob", 900);
        StokerFunction<String, Account> constructor = name -> Account.open(name);
        StokerFunction<String, Account> opening = Account::open;
        StokerFunction<Account, String> unbound = Account::owner;
        StokerFunction<Integer, int[]> newArray = int[]::new;
        StokerFunction<Map<String, Long>, Long> bound = account::after;

        all.put("a reference to a static method", Forms::fortyTwo);
        all.put("a reference to a method of an object", account::cents);
        all.put("a reference to a method of whatever comes", () -> unbound.apply(account));
        all.put("a reference to a static method with an argument", () -> opening.apply("Cy").pay(1));
        all.put("a reference to a constructor", ArrayList::new);
        all.put("a reference to a constructor of arrays", () -> newArray.apply(3).length);
        all.put("a reference that is called with a map", () -> bound.apply(new TreeMap<>(Map.of("a", 1L, "b", 2L))));
        all.put("a lambda in place of a constructor", () -> constructor.apply("Di").owner());
        all.put("a reference to a method of the JDK", "text"::length);
    }

    private static int fortyTwo() {
        return 42;
    }

    /** One that is no lambda. */
    private static final class Nested implements StokerCallable<String> {
        private final String text;

        Nested(String text) {
            this.text = text;
        }

        @Override
        public String call() {
            return Texts.marked(text);
        }
    }

    private static void classes(Map<String, StokerCallable<?>> all) {
        Account.Statement statement = new Account("Eve", 7).new Statement("Dear ");
        int number = 3;

        all.put("a nested class", new Nested("nested"));
        all.put("an anonymous class", new StokerCallable<String>() {
            private final int twice = 2 * number;

            @Override
            public String call() {
                return "twice " + number + " is " + twice;
            }
        });
        all.put("a local class in a lambda", () -> {
            record Local(int size) {
                int twice() {
                    return 2 * size;
                }
            }
            return new Local(number).twice();
        });
        all.put("an inner class with its outer object", statement::text);
        all.put("a static helper in another class", () -> Texts.marked("helped") + Texts.half(9));
        all.put("a class that nothing but its name leads to", () -> Class.forName(String.join(".", "acme", "Hidden"))
                .getDeclaredConstructor()
                .newInstance()
                .toString());
        all.put("an object with a constant of its class", () -> new Forms().price * SEVEN);
    }

    private static void data(Map<String, StokerCallable<?>> all) {
        List<Shape> shapes = List.of(new Shape.Circle(2), new Shape.Square(3));
        EnumMap<Tariff, Account> byTariff = new EnumMap<>(Tariff.class);
        byTariff.put(Tariff.HALF, new Account("Flo", 1));

        all.put("constants of an enum with bodies", () -> {
            Map<Tariff, Long> prices = new TreeMap<>();
            for (Tariff tariff : Tariff.values()) {
                prices.put(tariff, tariff.of(10));
            }
            return prices;
        });
        all.put("a sealed type and a switch", () -> shapes.stream().mapToDouble(Shape::area).sum());
        all.put("a map by the constants of an enum", () -> byTariff);
        all.put("a generic record", () -> new Pair<>("a", shapes).first(text -> text.length()));
        all.put("a switch over strings", () -> named("two") + named("three"));
        all.put("a record in, a record out, null in between", () -> new Pair<>(1, null));
    }

    private static int named(String number) {
        return switch (number) {
            case "one" -> 1;
            case "two" -> 2;
            default -> number.length();
        };
    }
}
