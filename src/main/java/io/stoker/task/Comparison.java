package io.stoker.task;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A property compared with a constant. */
final class Comparison extends Condition {
    private final String name;
    private final Operator operator;
    /** A BigDecimal, String or Boolean. */
    private final Object constant;

    private Comparison(String name, Operator operator, Object constant) {
        super(text(name, operator, constant), 1);
        this.name = name;
        this.operator = operator;
        this.constant = constant;
    }

    /** @param constant as {@link Constants} makes them */
    static Comparison of(String name, Operator operator, Object constant) {
        if (!(constant instanceof BigDecimal) && !operator.isEquality()) {
            throw new IllegalArgumentException(
                    operator.symbol() + " compares numbers, but " + Constants.text(constant) + " is not a number");
        }
        if (constant instanceof Boolean flag && operator == Operator.IS_NOT) {
            return new Comparison(name, Operator.IS, !flag);
        }
        return new Comparison(name, operator, constant);
    }

    private static String text(String name, Operator operator, Object constant) {
        if (constant instanceof Boolean flag) {
            return flag ? name : "not " + name;
        }
        return name + " " + operator.symbol() + " " + Constants.text(constant);
    }

    @Override
    public Condition not() {
        return of(name, operator.opposite(), constant);
    }

    @Override
    boolean holds(Function<String, ? extends @Nullable Object> properties) {
        Object value = properties.apply(name);
        if (constant instanceof BigDecimal number) {
            OptionalInt sign = Constants.compare(value, number);
            return sign.isPresent() && operator.holds(sign.getAsInt());
        }
        boolean sameType = value != null && value.getClass() == constant.getClass();
        return sameType && operator.holds(constant.equals(value) ? 0 : 1);
    }

    @Override
    void addProperties(Set<String> names) {
        names.add(name);
    }
}
