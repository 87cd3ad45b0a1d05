package io.stoker.code;

import io.stoker.task.Messages;
import io.stoker.task.Subject;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.Utf8;
import io.stoker.task.ValueTooLargeException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What it means that an object could not be written, and what to do about it. */
final class WriteFailure {
    /** How much is shown, in bytes, of what the object's own code says. */
    private static final int LONGEST_REASON = 200;

    private static final String AS_ONE_LIST = "; send its parts as one list that refers to them by index";
    private static final String WRAPPED = "unexpected exception type";

    private final Subject subject;
    private final Object root;

    WriteFailure(Subject subject, Object root) {
        this.subject = subject;
        this.root = root;
    }

    /** It is larger than a limit. */
    ValueTooLargeException tooLarge(long maxBytes, @Nullable Object last) {
        return new ValueTooLargeException(subject.head() + ": it takes more than the " + maxBytes
                + " bytes that it may have; the limit was reached at a " + typeOf(last));
    }

    /** Java's recursion has ended at {@code last}. */
    UnsendableValueException tooDeep(@Nullable Object last) {
        return refusal(subject.root() + " is nested too deep to be written, at a " + typeOf(last) + AS_ONE_LIST);
    }

    /** Its reader would refuse it. */
    UnsendableValueException unreadable(String exceeded) {
        return refusal(subject.root() + " " + exceeded + AS_ONE_LIST);
    }

    /** It has this object in it, which cannot travel. */
    UnsendableValueException unsendable(Object object) {
        ObjectPath path = ObjectPath.find(root, part -> part == object);
        if (path == null) { // it was made when its owner was written: another one like it may have been made by now
            path = ObjectPath.find(root, part -> part.getClass() == object.getClass() && Flaw.of(part) != null);
        }
        if (path != null) {
            return refusal(flawed(path, object));
        }
        ObjectPath holder = ObjectPath.findHolder(root, object);
        String name = holder.steps().isEmpty() ? "" : ", a " + typeOf(holder.end()) + ",";
        return refusal(described(holder) + name + " holds something that " + Flaw.of(object));
    }

    private String flawed(ObjectPath path, Object object) {
        String flawed = described(path) + " " + Flaw.of(object);
        Object last = path.lastStep();
        if (object instanceof Serializable) {
            return flawed;
        }
        if (last instanceof Capture capture && capture.isThis()) {
            return capturedThis(path);
        }
        if (last instanceof Part.Field field) {
            return field.isOuter()
                    ? described(path) + " is a " + typeOf(object)
                            + ", which is not Serializable: it is the object around"
                            + " an inner or anonymous class; make that class static, or this one Serializable"
                    : flawed + ", or make the field transient";
        }
        return flawed;
    }

    private String capturedThis(ObjectPath path) {
        String lambda = path.lambda(subject);
        Class<?> type = path.end().getClass();
        return "the lambda" + (lambda == null ? "" : " " + lambda) + " uses a field or method of " + type.getTypeName()
                + ", so it captures this: make " + type.getSimpleName()
                + " Serializable, or copy the field to a local variable first";
    }

    private String described(ObjectPath path) {
        String lambda = path.lambda(subject);
        return path.text(subject) + (lambda == null ? "" : " (which " + lambda + " captures)");
    }

    /** Code of the object threw this. */
    UnsendableValueException thrown(Throwable thrown) {
        Throwable cause = WRAPPED.equals(thrown.getMessage()) && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = Messages.of(cause);
        String said = cause.getClass().getName() + (message.isEmpty() ? "" : ": " + Utf8.head(message, LONGEST_REASON));
        UserFrame frame = UserFrame.of(cause, UserFrame.WRITING, name -> !name.startsWith("java.io.Object"));
        UnsendableValueException refusal = refusal(
                frame == null
                        ? subject.root() + " could not be written: " + said
                        : thrower(frame) + " could not be written, because " + frame + " threw " + said);
        refusal.initCause(cause);
        return refusal;
    }

    private String thrower(UserFrame frame) {
        ObjectPath path = ObjectPath.find(
                root, part -> isOf(frame.className(), part.getClass()) && ObjectOutput.tryOut(part) != null);
        return path == null ? subject.root() : described(path);
    }

    private static boolean isOf(String className, @Nullable Class<?> type) {
        return type != null && (type.getName().equals(className) || isOf(className, type.getSuperclass()));
    }

    private static String typeOf(@Nullable Object object) {
        return object == null ? "null" : object.getClass().getTypeName();
    }

    private UnsendableValueException refusal(String reason) {
        return new UnsendableValueException(subject.head() + ": " + reason);
    }
}
