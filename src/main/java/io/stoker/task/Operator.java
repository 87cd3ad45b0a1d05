package io.stoker.task;

import java.util.Arrays;
import java.util.Optional;

/** How a {@link Comparison} compares. */
enum Operator {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">="),
    IS("=="),
    IS_NOT("!=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    static Optional<Operator> of(String symbol) {
        return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
    }

    String symbol() {
        return symbol;
    }

    /** Whether it makes sense for constants that have no order. */
    boolean isEquality() {
        return this == IS || this == IS_NOT;
    }

    /** The one that is true where this is false. */
    Operator opposite() {
        return switch (this) {
            case BELOW -> AT_LEAST;
            case AT_MOST -> ABOVE;
            case ABOVE -> AT_MOST;
            case AT_LEAST -> BELOW;
            case IS -> IS_NOT;
            case IS_NOT -> IS;
        };
    }

    /** Whether it is true of a value that compares so with the constant: negative for a smaller value. */
    boolean holds(int sign) {
        return switch (this) {
            case BELOW -> sign < 0;
            case AT_MOST -> sign <= 0;
            case ABOVE -> sign > 0;
            case AT_LEAST -> sign >= 0;
            case IS -> sign == 0;
            case IS_NOT -> sign != 0;
        };
    }
}
