package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.code.Shop.Connection;
import io.stoker.task.MalformedValueException;
import io.stoker.task.UnsentException;
import io.stoker.task.Values;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exceptions arrive as themselves, or as somebody who tells what they were. */
class ThrownValueTest {
    private static final ClassLoader HERE = ThrownValueTest.class.getClassLoader();
    private static final long ENOUGH = 1 << 20;

    private static Throwable sent(Throwable thrown, long maxBytes) {
        Encoded encoded = ThrownValue.encode(thrown, maxBytes);
        assertThat(encoded.bytes().length).isLessThanOrEqualTo((int) maxBytes);
        return ThrownValue.decode(encoded.bytes(), HERE, ReadLimits.DEFAULT);
    }

    private static UnsentException unsent(Throwable thrown) {
        assertThat(thrown).isInstanceOf(UnsentException.class);
        return (UnsentException) thrown;
    }

    static final class NoPrice extends Exception {
        private static final long serialVersionUID = 1L;

        final int code;

        NoPrice(String message, int code) {
            super(message);
            this.code = code;
        }
    }

    static final class Holding extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final Object held;

        Holding(String message, Object held) {
            super(message);
            this.held = held;
        }
    }

    /** Answers with exceptions. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException();
        }

        private Object writeReplace() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void shouldBringAnExceptionBackWithItsFieldsFramesCausesAndSuppressedOnes() {
        NoPrice thrown = new NoPrice("no price", 7);
        thrown.initCause(new SQLException("gone", "08003", 42));
        thrown.addSuppressed(new IOException("not closed"));
        Throwable read = sent(thrown, ENOUGH);
        assertThat(read)
                .isInstanceOf(NoPrice.class)
                .hasMessage("no price")
                .hasCauseInstanceOf(SQLException.class)
                .hasSuppressedException(new IOException("not closed"));
        assertThat(((NoPrice) read).code).isEqualTo(7);
        assertThat(((SQLException) read.getCause()).getSQLState()).isEqualTo("08003");
        assertThat(read.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(ThrownValue.encode(thrown, ENOUGH).classes()).containsExactly(NoPrice.class);
    }

    @Test
    void shouldSendAsTextWhatCannotBeSerialised() {
        Holding thrown = new Holding("bad", new Connection());
        thrown.initCause(new NoPrice("no price", 7));
        thrown.getCause().initCause(new NoPrice("none at all", 8));
        thrown.addSuppressed(new IOException("not closed"));
        UnsentException read = unsent(sent(thrown, ENOUGH));
        assertThat(read)
                .hasMessage("io.stoker.code.ThrownValueTest$Holding: bad (the exception could not be sent:"
                        + " exception.held is a io.stoker.code.Shop$Connection, which is not Serializable: make it"
                        + " Serializable, or make the field transient)");
        assertThat(read.className()).isEqualTo(Holding.class.getName());
        assertThat(read.originalMessage()).isEqualTo("bad");
        assertThat(read.getStackTrace()).hasSameSizeAs(thrown.getStackTrace());
        assertThat(read.getStackTrace()[0])
                .hasToString(new StackTraceElement(
                                thrown.getStackTrace()[0].getClassName(),
                                thrown.getStackTrace()[0].getMethodName(),
                                "ThrownValueTest.java",
                                thrown.getStackTrace()[0].getLineNumber())
                        .toString());
        assertThat(read.getCause()).hasMessage("io.stoker.code.ThrownValueTest$NoPrice: no price");
        assertThat(read.getCause().getCause()).hasMessage("io.stoker.code.ThrownValueTest$NoPrice: none at all");
        assertThat(read.getSuppressed()[0]).hasMessage("java.io.IOException: not closed");
        assertThat(ThrownValue.encode(thrown, ENOUGH).classes()).isEmpty();
    }

    @Test
    void shouldSendAsTextWhatIsTooLarge() {
        UnsentException read = unsent(sent(new Holding("large", new byte[20_000]), 20_000));
        assertThat(read)
                .hasMessageStartingWith(
                        "io.stoker.code.ThrownValueTest$Holding: large (the exception could not be sent:"
                                + " it takes more than the ")
                .hasMessageEndingWith(" bytes that it may have; the limit was reached at a byte[])");
        assertThat(read.getStackTrace()).isNotEmpty();
    }

    @Test
    void shouldShortenTheTextInFavourOfTheExceptionItself() {
        IOException thrown = new IOException("x".repeat(3000));
        thrown.setStackTrace(new StackTraceElement[0]);
        assertThat(sent(thrown, 6000)).isInstanceOf(IOException.class).hasMessage(thrown.getMessage());
    }

    @Test
    void shouldFitIntoAThousandBytesWhateverItIs() {
        Throwable thrown = new Holding("long ".repeat(100_000), new Connection());
        for (int i = 0; i < 300; i++) {
            thrown = new Holding("outer ".repeat(1000), thrown);
            thrown.addSuppressed(new IOException("x".repeat(3000)));
        }
        for (long most : new long[] {1_000, 2_000, 5_000, 20_000, 100_000, ENOUGH}) {
            UnsentException read = unsent(sent(thrown, most));
            assertThat(read.className()).isEqualTo(Holding.class.getName());
            assertThat(read.originalMessage()).startsWith("outer outer");
        }
        assertThatThrownBy(() -> ThrownValue.encode(new IOException(), 999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an exception needs 1000 bytes at least, not 999");
    }

    @Test
    void shouldSendWhatAnswersWithExceptions() {
        UnsentException read = unsent(sent(new Broken(), ENOUGH));
        assertThat(read)
                .hasMessage("io.stoker.code.ThrownValueTest$Broken: its getMessage() threw"
                        + " java.lang.IllegalStateException (the exception could not be sent: exception could not be"
                        + " written, because io.stoker.code.ThrownValueTest$Broken.writeReplace threw"
                        + " java.lang.IllegalStateException: no)");
    }

    @Test
    void shouldSendCausesThatAreTheirOwnCauses() {
        Holding one = new Holding("one", new Connection());
        Holding other = new Holding("other", one);
        one.initCause(other);
        other.initCause(one);
        UnsentException read = unsent(sent(one, ENOUGH));
        assertThat(read.getCause().getCause()).isNull();
    }

    @Test
    void shouldStandForAnExceptionWhoseClassIsMissing() {
        byte[] bytes = ThrownValue.encode(new NoPrice("no price", 7), ENOUGH).bytes();
        UnsentException read = unsent(ThrownValue.decode(bytes, OtherJvm.withOnly(name -> false), ReadLimits.DEFAULT));
        assertThat(read)
                .hasMessage("io.stoker.code.ThrownValueTest$NoPrice: no price (the exception could not be read here:"
                        + " the class io.stoker.code.ThrownValueTest$NoPrice is missing here; have it on the"
                        + " class path, or send it along)");
    }

    @Test
    void shouldSendAStandInAgain() {
        UnsentException first = unsent(sent(new Holding("bad", new Connection()), ENOUGH));
        assertThat(sent(first, ENOUGH)).isInstanceOf(UnsentException.class).hasMessage(first.getMessage());
    }

    @Test
    void shouldRefuseBytesThatAreNoException() {
        byte[] good = ThrownValue.encode(new IOException("x"), ENOUGH).bytes();
        List<?> parts = (List<?>) Values.decode(good);
        List<Object> others =
                new ArrayList<>(Arrays.asList(1, null, List.of(), List.of(parts.get(0)), List.of(parts.get(0), 1)));
        others.add(Arrays.asList(null, parts.get(1)));
        List<Object> text = new ArrayList<>((List<?>) parts.get(0));
        for (int i = 0; i < text.size(); i++) {
            List<Object> damaged = new ArrayList<>(text);
            damaged.set(i, 1);
            others.add(List.of(damaged, "reason"));
        }
        for (Object other : others) {
            byte[] bytes = Values.encode("v", other);
            assertThatThrownBy(() -> ThrownValue.decode(bytes, HERE, ReadLimits.DEFAULT))
                    .isInstanceOf(MalformedValueException.class);
        }
        byte[] noThrowable = Values.encode("v", List.of(text, Streams.plain("text")));
        assertThat(ThrownValue.decode(noThrowable, HERE, ReadLimits.DEFAULT))
                .hasMessage("java.io.IOException: x (the object that was sent with it is not an exception)");
    }
}
