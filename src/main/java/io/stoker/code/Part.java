package io.stoker.code;

/**
 * What an object has in it, as Java serialisation sees it.
 *
 * @param step to it: the index as an Integer, a {@link Capture}, or what prints as {@code .field}
 */
record Part(Object step, Object object) {
    /** A field; what an inner class keeps of a variable outside is called as that. */
    record Field(String name) {
        private static final String VARIABLE = "val$";

        /** Whether it is the object that an inner class belongs to. */
        boolean isOuter() {
            return name.startsWith("this$");
        }

        @Override
        public String toString() {
            return "." + (name.startsWith(VARIABLE) ? name.substring(VARIABLE.length()) : name);
        }
    }
}
