package io.stoker.code;

import io.stoker.task.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * How a bundle is written: a head, which tells the highest class file version without unpacking, and behind it,
 * deflated, first all names with the lengths of their entries, in order, and then the entries.
 */
final class BundleFormat {
    /** Of names and entries together, unpacked. */
    static final int MOST_BYTES = 50 << 20;

    static final int MOST_ENTRIES = 100_000;
    static final int LONGEST_NAME = 4_096;

    private static final byte[] MAGIC = {'S', 't', 'k', 'C', 1};
    private static final int HEAD = MAGIC.length + Short.BYTES;

    private BundleFormat() {}

    static byte[] write(SortedMap<String, byte[]> entries, int classFileVersion) {
        check(entries);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Somebody waits for it, and more effort would make a tenth less of it.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream head = new DataOutputStream(bytes)) {
            head.write(MAGIC);
            head.writeShort(classFileVersion);
            try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
                out.writeInt(entries.size());
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.writeUTF(entry.getKey());
                    out.writeInt(entry.getValue().length);
                }
                for (byte[] entry : entries.values()) {
                    out.write(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void check(SortedMap<String, byte[]> entries) {
        long size = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (!isName(entry.getKey())) {
                throw new IllegalArgumentException("a bundle of classes cannot have an entry whose name has "
                        + entry.getKey().length() + " characters: it needs 1 to " + LONGEST_NAME);
            }
            size += size(entry.getKey(), entry.getValue());
        }
        if (size > MOST_BYTES || entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("a bundle of classes cannot have " + entries.size() + " entries of "
                    + size + " bytes: the limits are " + MOST_ENTRIES + " entries and " + MOST_BYTES + " bytes");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    /** What an entry counts of the limit. */
    static long size(String name, byte[] entry) {
        return (long) name.length() + entry.length;
    }

    static int classFileVersion(byte[] bytes) {
        if (bytes.length < HEAD || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            throw new MalformedException(
                    "these bytes are not a bundle of classes that this version of Stoker can read; they begin with "
                            + Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, MAGIC.length))));
        }
        return Byte.toUnsignedInt(bytes[HEAD - 2]) << 8 | Byte.toUnsignedInt(bytes[HEAD - 1]);
    }

    static Map<String, byte[]> read(byte[] bytes) {
        ByteArrayInputStream packed = new ByteArrayInputStream(bytes, HEAD, bytes.length - HEAD);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(packed))) {
            Map<String, Integer> lengths = lengths(in);
            Map<String, byte[]> entries = new LinkedHashMap<>(lengths.size() * 2);
            for (Map.Entry<String, Integer> entry : lengths.entrySet()) {
                byte[] content = in.readNBytes(entry.getValue());
                if (content.length < entry.getValue()) {
                    throw new EOFException();
                }
                entries.put(entry.getKey(), content);
            }
            if (in.read() >= 0) {
                throw new MalformedException("a bundle of classes continues after its last entry");
            }
            return entries;
        } catch (EOFException e) {
            throw new MalformedException("a bundle of classes ends before its last entry does");
        } catch (ZipException | UTFDataFormatException e) {
            throw new MalformedException("a bundle of classes cannot be unpacked: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    /** The limits are checked before anything is unpacked that could exceed them. */
    private static Map<String, Integer> lengths(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new MalformedException(
                    "a bundle of classes says that it has " + count + " entries; the limit is " + MOST_ENTRIES);
        }
        Map<String, Integer> lengths = new LinkedHashMap<>();
        String last = "";
        long size = 0;
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int length = in.readInt();
            if (!isName(name) || name.compareTo(last) <= 0 || length < 0) {
                throw new MalformedException("a bundle of classes has a wrong name or length after '" + last + "'");
            }
            size += (long) name.length() + length;
            if (size > MOST_BYTES) {
                throw new MalformedException(
                        "a bundle of classes has more than " + MOST_BYTES + " bytes, which is the limit");
            }
            lengths.put(name, length);
            last = name;
        }
        return lengths;
    }
}
