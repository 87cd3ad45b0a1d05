package io.stoker.code;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What programs of users have in them. */
final class Shop {
    private Shop() {}

    interface Task<T> extends Serializable {
        T call() throws Exception;
    }

    interface Mapping<A, B> extends Function<A, B>, Serializable {}

    record Quote(String name, int price) implements Serializable {
        static Quote free(String name) {
            return new Quote(name, 0);
        }
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    /** Not serialisable. */
    static final class Connection {}

    static class Cache implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object lock;

        transient Connection unsent = new Connection();
    }

    static final class Pricer implements Serializable {
        private static final long serialVersionUID = 1L;

        final Cache cache = new Cache();

        int price(int amount) {
            return 2 * amount;
        }

        Task<Object> usingItself(long wide, double wider, Object last) {
            return () -> price(1) + wide + wider + last.toString();
        }
    }

    /** A list of these is as deep as it is long. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object content;

        @Nullable
        Node next;

        static Node chain(int length) {
            Node first = new Node();
            for (int i = 1; i < length; i++) {
                Node node = new Node();
                node.next = first;
                first = node;
            }
            return first;
        }
    }

    /** Its own code throws when it is written or read. */
    static final class Moody implements Serializable {
        private static final long serialVersionUID = 1L;

        private final boolean throwsWhenWritten;

        Moody(boolean throwsWhenWritten) {
            this.throwsWhenWritten = throwsWhenWritten;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            if (throwsWhenWritten) {
                throw new IllegalStateException("not today");
            }
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            throw new IllegalStateException("not tomorrow");
        }
    }

    /** Is replaced when it is written, by something new each time. */
    record Replaced(Supplier<Object> by) implements Serializable {
        private Object writeReplace() {
            return by.get();
        }
    }

    /** Keeps a part where no field leads. */
    static final class Secretive implements Serializable {
        private static final long serialVersionUID = 1L;

        private final transient Object part;

        Secretive(Object part) {
            this.part = part;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(part);
        }
    }

    /** Has a part that is never written. */
    static final class Omitting implements Serializable {
        private static final long serialVersionUID = 1L;

        final Object omitted;

        Omitting(Object omitted) {
            this.omitted = omitted;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(0);
        }
    }

    /** Throws a checked exception when it is written. */
    static final class Checked implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object writeReplace() throws Exception {
            throw new Exception("checked");
        }
    }

    /** Not serialisable, and has lambdas in it that use it. */
    static final class Main {
        private int rate = 3;

        Task<Integer> usingItself() {
            return () -> rate * 2;
        }

        Task<Integer> notUsingItself() {
            int copied = rate;
            return () -> copied * 2;
        }

        Task<Integer> referring() {
            return this::rate;
        }

        Serializable innerObject() {
            return new Inner();
        }

        private int rate() {
            return rate;
        }

        /** Has a Main around it. */
        final class Inner implements Serializable {
            private static final long serialVersionUID = 1L;

            int twice() {
                return 2 * rate;
            }
        }
    }
}
