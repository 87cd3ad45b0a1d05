package io.stoker.task;

/** The beginning of a {@link Condition}: a property, to be compared. */
public final class PropertyCondition {
    private final String name;

    PropertyCondition(String name) {
        if (name == null || !ConditionTokens.isName(name)) {
            throw new IllegalArgumentException("a property's name in a condition must consist of letters, digits,"
                    + " underscores and dots, begin with a letter or underscore, and not be and, or, not, has, true or false: "
                    + Names.shown(name));
        }
        this.name = name;
    }

    /** The property is a number of at least this value. */
    public Condition atLeast(Number limit) {
        return compare(Operator.AT_LEAST, limit);
    }

    /** The property is a number of at most this value. */
    public Condition atMost(Number limit) {
        return compare(Operator.AT_MOST, limit);
    }

    /** The property is a greater number. */
    public Condition above(Number limit) {
        return compare(Operator.ABOVE, limit);
    }

    /** The property is a smaller number. */
    public Condition below(Number limit) {
        return compare(Operator.BELOW, limit);
    }

    /**
     * The property is this.
     *
     * @param value a number, text, or a Boolean
     */
    public Condition is(Object value) {
        return compare(Operator.IS, value);
    }

    /**
     * The property is of this type, and another.
     *
     * @param value a number, text, or a Boolean
     */
    public Condition isNot(Object value) {
        return compare(Operator.IS_NOT, value);
    }

    /** The property is there, and not null. */
    public Condition exists() {
        return new Presence(name, true);
    }

    private Condition compare(Operator operator, Object value) {
        return Comparison.of(name, operator, Constants.of(value));
    }
}
