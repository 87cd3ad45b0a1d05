package io.stoker.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bytes that a {@link Body} is on its way from who submits a task to the engine, in two blocks: the code, which
 * many tasks may have in common, and the {@linkplain ArgumentsCodec arguments}.
 *
 * <p>The code is {@code version (1 byte), kind (1), length of the text in characters (4), its beginning}, which is the
 * head, and then {@code the rest of the text, names to pull}, and of a function {@code its space, count and names of
 * its bundles}. The place of the beginning must not change: the view {@code tasks} of a ledger in a database shows it.
 */
public final class BodyCodec {
    private static final int VERSION = 1;
    private static final int SOURCE = 1;
    private static final int FUNCTION = 2;
    private static final int BEGINNING = 2 + Integer.BYTES;

    private BodyCodec() {}

    /** A task with this body. */
    public static TaskSpec spec(Body body, TaskOptions options) {
        return spec(code(body), body, options);
    }

    /** A task with this body, whose code was made before. */
    public static TaskSpec spec(Block code, Body body, TaskOptions options) {
        Set<StoredValue> stored = Payload.stored(body.arguments());
        if (body instanceof FunctionBody function && !function.code().bundles().isEmpty()) {
            stored.addAll(function.code().bundles());
        }
        List<StoredValue> values = List.copyOf(stored);
        return new TaskSpec(code, ArgumentsCodec.pack(body.arguments(), values), values, options);
    }

    /**
     * The code of a body: the same, whatever its arguments are.
     *
     * @throws IllegalArgumentException if it is a function that was not written
     */
    public static Block code(Body body) {
        byte[] text = body.text().getBytes(StandardCharsets.UTF_8);
        int shown = Math.min(text.length, Origin.LONGEST_SOURCE);
        while (shown < text.length && Utf8.isContinuation(text[shown])) {
            shown--;
        }
        Packer out = new Packer();
        out.octet(VERSION);
        out.octet(kind(body));
        out.int32(body.text().length());
        out.bytes(text, 0, shown);
        int head = out.size();
        out.block(Arrays.copyOfRange(text, shown, text.length));
        out.number(body.pull().size());
        body.pull().forEach(out::text);
        if (body instanceof FunctionBody function) {
            pack(function.code(), out);
        }
        return Block.of(out.toBytes(), head);
    }

    private static int kind(Body body) {
        if (body instanceof LiveFunction) {
            throw new IllegalArgumentException("the function must be written before it can travel");
        }
        return body instanceof FunctionBody ? FUNCTION : SOURCE;
    }

    private static void pack(Code code, Packer out) {
        out.text(code.client());
        out.id(code.space());
        out.number(code.bundles().size());
        code.bundles().forEach(bundle -> out.text(bundle.toString()));
    }

    /**
     * The body of a task.
     *
     * @throws MalformedException if its bytes are none
     */
    public static Body body(TaskSpec spec) {
        Block code = spec.code();
        Unpacker head = new Unpacker(code.bytes(), 0, code.head());
        int kind = kind(head);
        int length = head.int32();
        Unpacker in = new Unpacker(code.bytes(), code.head(), code.size());
        String text = text(code, in.block());
        if (text.length() != length) {
            throw new MalformedException("a text of " + length + " characters has " + text.length());
        }
        List<String> pull = List.copyOf(texts(in));
        Map<String, Payload> arguments = ArgumentsCodec.unpack(spec.arguments(), spec.values());
        Body body = kind == SOURCE
                ? new SourceBody(text, arguments, pull)
                : function(text, new Code(in.text(), in.id(), bundles(in)), arguments, pull);
        in.requireEnd();
        return body;
    }

    private static FunctionBody function(String text, Code code, Map<String, Payload> arguments, List<String> pull) {
        if (!arguments.containsKey(FunctionBody.FUNCTION)) {
            throw new MalformedException("the function itself is missing");
        }
        return new FunctionBody(text, code, arguments, pull);
    }

    private static List<String> texts(Unpacker in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }

    private static List<StoredValue> bundles(Unpacker in) {
        try {
            return texts(in).stream().map(StoredValue::parse).toList();
        } catch (IllegalArgumentException | MalformedValueException e) {
            throw new MalformedException("a bundle of classes has no name: " + e.getMessage());
        }
    }

    /** Reads version and kind. */
    private static int kind(Unpacker head) {
        head.requireVersion(VERSION);
        int kind = head.octet();
        if (kind != SOURCE && kind != FUNCTION) {
            throw new MalformedException("there is no code of kind " + kind);
        }
        return kind;
    }

    private static String text(Block code, byte[] rest) {
        byte[] text = Arrays.copyOfRange(code.bytes(), BEGINNING, code.head() + rest.length);
        System.arraycopy(rest, 0, text, code.head() - BEGINNING, rest.length);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * The text of which the head of a code tells; if it is long, how it begins, with a note of its length.
     *
     * @throws MalformedException if the bytes are no code
     */
    static String shownText(Block code) {
        Unpacker head = new Unpacker(code.bytes(), 0, code.head());
        kind(head);
        int length = head.int32();
        String beginning = Utf8.decode(code.bytes(), BEGINNING, code.head() - BEGINNING);
        return Utf8.head(beginning, length, Origin.LONGEST_SOURCE);
    }
}
