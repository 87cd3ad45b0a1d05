package io.stoker.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of settings (maps, lists, texts, numbers, true, false and null) as bytes that are read fast by code that
 * has not been compiled yet: neither JSON nor HOCON is.
 */
final class SettingsCodec {
    private static final int MAP = 'm';
    private static final int LIST = 'l';
    private static final int TEXT = 's';
    private static final int WHOLE = 'i';
    private static final int LONG = 'j';
    private static final int FRACTION = 'd';
    private static final int TRUTH = 'b';
    private static final int NULL = 'n';

    private SettingsCodec() {}

    static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            begin(MAP, map.size(), out);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeUTF((String) entry.getKey());
                write(entry.getValue(), out);
            }
        } else if (value instanceof List<?> list) {
            begin(LIST, list.size(), out);
            for (Object each : list) {
                write(each, out);
            }
        } else {
            writeScalar(value, out);
        }
    }

    private static void begin(int kind, int size, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(size);
    }

    private static void writeScalar(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            out.writeUTF(text);
        } else if (value instanceof Integer number) {
            begin(WHOLE, number, out);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(FRACTION);
            out.writeDouble(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte(TRUTH);
            out.writeBoolean(truth);
        } else {
            throw new IllegalArgumentException("no value of a setting: " + value.getClass());
        }
    }

    /** @throws IOException if that is not what {@link #write} has written */
    static @Nullable Object read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case MAP -> readMap(in);
            case LIST -> readList(in);
            case TEXT -> in.readUTF();
            case WHOLE -> in.readInt();
            case LONG -> in.readLong();
            case FRACTION -> in.readDouble();
            case TRUTH -> in.readBoolean();
            case NULL -> null;
            default -> throw new IOException("there is no kind " + kind + " of values");
        };
    }

    static Map<String, @Nullable Object> readMap(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(in.readUTF(), read(in));
        }
        return map;
    }

    private static List<@Nullable Object> readList(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }
}
