package acme;

import java.io.Serializable;

/** A sealed type: the JVM checks at an engine, too, who may implement it. */
sealed interface Shape extends Serializable {
    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Kind {
        ROUND,
        STRAIGHT
    }

    default Kind kind() {
        return this instanceof Circle ? Kind.ROUND : Kind.STRAIGHT;
    }

    static double area(Shape shape) {
        return switch (shape.kind()) {
            case ROUND -> 3 * Math.pow(((Circle) shape).radius(), 2);
            case STRAIGHT -> Math.pow(((Square) shape).side(), 2);
        };
    }
}
