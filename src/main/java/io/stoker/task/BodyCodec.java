package io.stoker.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bytes that a {@link Body} is on its way from who submits a task to the engine, in two blocks: the code, which
 * many tasks may have in common, and the {@linkplain ArgumentsCodec arguments}.
 *
 * <p>Of a source the code is {@code version (1 byte), kind (1), length of the source in characters (4), its beginning},
 * which is the head, and then {@code the rest of the source, names to pull}. The place of the beginning must not
 * change: the view {@code tasks} of a ledger in a database shows it.
 */
public final class BodyCodec {
    private static final int VERSION = 1;
    private static final int SOURCE = 1;
    private static final int BEGINNING = 2 + Integer.BYTES;

    private BodyCodec() {}

    /** A task with this body. */
    public static TaskSpec spec(Body body, TaskOptions options) {
        return spec(code(body), body.arguments(), options);
    }

    /** A task with the code of a body, and with these arguments. */
    public static TaskSpec spec(Block code, Map<String, Payload> arguments, TaskOptions options) {
        List<StoredValue> stored = List.copyOf(Payload.stored(arguments));
        return new TaskSpec(code, ArgumentsCodec.pack(arguments, stored), stored, options);
    }

    /** The code of a body: the same, whatever its arguments are. */
    public static Block code(Body body) {
        return code((SourceBody) body);
    }

    private static Block code(SourceBody body) {
        byte[] source = body.source().getBytes(StandardCharsets.UTF_8);
        int shown = Math.min(source.length, Origin.LONGEST_SOURCE);
        while (shown < source.length && Utf8.isContinuation(source[shown])) {
            shown--;
        }
        Packer out = new Packer();
        out.octet(VERSION);
        out.octet(SOURCE);
        out.int32(body.source().length());
        out.bytes(source, 0, shown);
        int head = out.size();
        out.block(Arrays.copyOfRange(source, shown, source.length));
        out.number(body.pull().size());
        body.pull().forEach(out::text);
        return Block.of(out.toBytes(), head);
    }

    /**
     * The body of a task.
     *
     * @throws MalformedException if its bytes are none
     */
    public static Body body(TaskSpec spec) {
        Block code = spec.code();
        Unpacker head = head(code);
        int length = head.int32();
        Unpacker in = new Unpacker(code.bytes(), code.head(), code.size());
        String source = source(code, in.block());
        if (source.length() != length) {
            throw new MalformedException("a source of " + length + " characters has " + source.length());
        }
        List<String> pull = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            pull.add(in.text());
        }
        in.requireEnd();
        return new SourceBody(source, ArgumentsCodec.unpack(spec.arguments(), spec.values()), List.copyOf(pull));
    }

    /** The head of a code, behind its version and kind. */
    private static Unpacker head(Block code) {
        Unpacker head = new Unpacker(code.bytes(), 0, code.head());
        head.requireVersion(VERSION);
        int kind = head.octet();
        if (kind != SOURCE) {
            throw new MalformedException("there is no code of kind " + kind);
        }
        return head;
    }

    private static String source(Block code, byte[] rest) {
        byte[] source = Arrays.copyOfRange(code.bytes(), BEGINNING, code.head() + rest.length);
        System.arraycopy(rest, 0, source, code.head() - BEGINNING, rest.length);
        return new String(source, StandardCharsets.UTF_8);
    }

    /**
     * The source of which the head of a code tells; if it is long, how it begins, with a note of its length.
     *
     * @throws MalformedException if the bytes are no code
     */
    static String shownSource(Block code) {
        int length = head(code).int32();
        String beginning = Utf8.decode(code.bytes(), BEGINNING, code.head() - BEGINNING);
        return Utf8.head(beginning, length, Origin.LONGEST_SOURCE);
    }
}
