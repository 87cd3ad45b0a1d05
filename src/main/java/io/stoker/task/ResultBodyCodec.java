package io.stoker.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a {@link ResultBody} is on its way from the engine to who asks for the result: {@code version (1
 * byte), whether there is a failure, the failure}, which is the head and all that is told in brief, and then
 * {@code output, error output, count, names and values}. A value is a 0 and its bytes, or the place of a stored value,
 * from 1 on. Of a failure the store may not have a value any more: then it is left out.
 */
public final class ResultBodyCodec {
    private static final int VERSION = 1;

    private ResultBodyCodec() {}

    /** The bytes of what came of an attempt, which refers to {@link Payload#stored} of its values. */
    public static Block pack(ResultBody body) {
        Packer out = head(body.failure());
        int head = out.size();
        out.text(body.stdout());
        out.text(body.stderr());
        List<StoredValue> stored = List.copyOf(Payload.stored(body.values()));
        out.number(body.values().size());
        for (Map.Entry<String, Payload> entry : body.values().entrySet()) {
            out.text(entry.getKey());
            ArgumentsCodec.pack(entry.getValue(), stored, out);
        }
        return Block.of(out.toBytes(), head);
    }

    /** The bytes of a failure that left nothing else. */
    public static Block failed(Failure failure) {
        return pack(ResultBody.of(failure));
    }

    /** The bytes of a failure with the output of this result, which was none until then. */
    static Block failed(Failure failure, Block result) {
        Packer out = head(failure);
        int head = out.size();
        out.bytes(result.bytes(), result.head(), result.size() - result.head());
        return Block.of(out.toBytes(), head);
    }

    private static Packer head(@Nullable Failure failure) {
        Packer out = new Packer();
        out.octet(VERSION);
        out.flag(failure != null);
        if (failure != null) {
            out.text(failure.kind().name());
            out.text(failure.type());
            out.text(failure.message());
            out.number(failure.line());
            out.number(failure.column());
            out.number(failure.frames().size());
            for (Failure.Frame frame : failure.frames()) {
                out.text(frame.function());
                out.text(frame.file());
                out.number(frame.line());
            }
            out.text(failure.text());
        }
        return out;
    }

    /**
     * What came of an attempt.
     *
     * @param stored the stored values that it refers to
     * @throws MalformedException if these bytes are nothing of the kind
     */
    public static ResultBody unpack(Block result, List<StoredValue> stored) {
        Unpacker head = new Unpacker(result.bytes(), 0, result.head());
        head.requireVersion(VERSION);
        Failure failure = head.flag() ? failure(head) : null;
        head.requireEnd();
        Unpacker in = new Unpacker(result.bytes(), result.head(), result.size());
        String stdout = in.text();
        String stderr = in.text();
        return new ResultBody(failure, failure == null ? values(in, stored) : thrown(in), stdout, stderr);
    }

    private static Map<String, Payload> values(Unpacker in, List<StoredValue> stored) {
        Map<String, Payload> values = new LinkedHashMap<>();
        for (int left = in.count(); left > 0; left--) {
            ArgumentsCodec.put(in.text(), ArgumentsCodec.value(in, stored), values);
        }
        in.requireEnd();
        return values;
    }

    /** What a function threw, which is never in the store; other values are those of a result that became a failure. */
    private static Map<String, Payload> thrown(Unpacker in) {
        boolean one = in.count() == 1 && in.text().equals(ResultBody.VALUE) && in.integer() == ArgumentsCodec.HERE;
        return one ? Map.of(ResultBody.VALUE, Payload.of(in.block())) : Map.of();
    }

    private static Failure failure(Unpacker in) {
        String kind = in.text();
        String type = in.text();
        String message = in.text();
        int line = in.integer();
        int column = in.integer();
        List<Failure.Frame> frames = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            frames.add(new Failure.Frame(in.text(), in.text(), in.integer()));
        }
        return new Failure(kind(kind), type, message, line, column, List.copyOf(frames), in.text());
    }

    private static Failure.Kind kind(String name) {
        try {
            return Failure.Kind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("there is no failure of kind " + Names.shown(name));
        }
    }
}
