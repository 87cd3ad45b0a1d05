package io.stoker.code;

import io.stoker.task.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the classes that a class file names: in its pool of constants, and in the descriptors of its fields and
 * methods. The pool has its superclass, its nest, its permitted subclasses and those inner classes that it has or
 * refers to. Not found are generic signatures and annotations, whose classes may be missing at run time, and names in
 * strings.
 */
final class ClassFile {
    private static final String ENDING = ".class";

    private static final int MAGIC = 0xCAFEBABE;
    /** The version of Java 1.0; each Java since then has counted one further. */
    static final int VERSION_OF_JAVA_0 = 44;

    private final byte[] bytes;
    private final ByteBuffer in;
    private final Set<String> names = new LinkedHashSet<>();
    /** Where the texts of the pool begin, with their lengths; 0 where it has something else. */
    private int[] texts = {};

    private final List<Integer> classes = new ArrayList<>();
    private final List<Integer> descriptors = new ArrayList<>();

    private ClassFile(byte[] bytes) {
        this.bytes = bytes;
        in = ByteBuffer.wrap(bytes);
    }

    /**
     * The names of all classes that this one names, mostly itself too, as {@code com/acme/Pricer}.
     *
     * @throws MalformedException if these bytes are not a class file
     */
    static Set<String> references(byte[] bytes) {
        try {
            return new ClassFile(bytes).references();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException | IOException e) {
            throw new MalformedException("it is not a class file: it ends too early, or is damaged");
        }
    }

    /** The entry that has the class file of this class, as {@code com/acme/Pricer.class}. */
    static String entryOf(String name) {
        return name + ENDING;
    }

    /** Whether an entry is a class file by its name. */
    static boolean isClass(String entry) {
        return entry.endsWith(ENDING);
    }

    /** The class whose class file the entry is. */
    static String nameOf(String entry) {
        return entry.substring(0, entry.length() - ENDING.length());
    }

    /** The highest version of those entries that are class files; 0 if there are none. */
    static int highestVersion(Map<String, byte[]> entries) {
        int highest = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (isClass(entry.getKey())) {
                highest = Math.max(highest, version(entry.getValue()));
            }
        }
        return highest;
    }

    /** The version of the class file, such as 61 for Java 17; 0 if these bytes are not a class file. */
    static int version(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return bytes.length >= 8 && in.getInt() == MAGIC ? in.getInt() & 0xFFFF : 0;
    }

    /** The Java that reads class files of this version and older. */
    static int java(int version) {
        return version - VERSION_OF_JAVA_0;
    }

    private Set<String> references() throws IOException {
        if (in.getInt() != MAGIC) {
            throw new MalformedException("it is not a class file: it does not begin like one");
        }
        in.getInt(); // the version
        readPool();
        skip(6); // access, this class, superclass
        skip(2 * unsigned());
        readMembers(); // fields
        readMembers(); // methods
        for (int index : classes) {
            addClass(text(index));
        }
        for (int index : descriptors) {
            addDescriptor(text(index));
        }
        return names;
    }

    private void readPool() {
        int count = unsigned();
        texts = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.get();
            switch (tag) {
                case 1 -> { // text
                    texts[i] = in.position();
                    skip(unsigned());
                }
                case 3, 4 -> skip(4); // int, float
                case 5, 6 -> { // long, double
                    skip(8);
                    i++; // The number behind them means nothing.
                }
                case 7 -> classes.add(unsigned());
                case 8, 19, 20 -> skip(2); // string, module, package
                case 9, 10, 11, 17, 18 -> skip(4); // a member, whose name and type are a constant of their own
                case 12 -> { // name and type
                    skip(2);
                    descriptors.add(unsigned());
                }
                case 15 -> skip(3); // method handle
                case 16 -> descriptors.add(unsigned()); // method type
                default ->
                    throw new MalformedException("it is not a class file that this version of Stoker can read:"
                            + " its pool has a constant of the kind " + tag);
            }
        }
    }

    private void readMembers() {
        int count = unsigned();
        for (int i = 0; i < count; i++) {
            skip(4); // access, name
            descriptors.add(unsigned());
            int attributes = unsigned();
            for (int j = 0; j < attributes; j++) {
                skip(2); // name
                skip(in.getInt());
            }
        }
    }

    private void addClass(String name) {
        if (name.startsWith("[")) {
            addDescriptor(name);
        } else {
            names.add(name);
        }
    }

    /** Of the parts of a descriptor, as {@code (I[Lcom/acme/Pricer;)V}, only classes have more than a letter. */
    private void addDescriptor(String descriptor) {
        for (int i = 0; i < descriptor.length(); i++) {
            if (descriptor.charAt(i) == 'L') {
                int end = descriptor.indexOf(';', i);
                names.add(descriptor.substring(i + 1, end));
                i = end;
            }
        }
    }

    private String text(int index) throws IOException {
        int start = texts[index];
        int length = in.getShort(start) & 0xFFFF;
        for (int i = start + 2; i < start + 2 + length; i++) {
            if (bytes[i] < 0) {
                return new DataInputStream(new ByteArrayInputStream(bytes, start, length + 2)).readUTF();
            }
        }
        return new String(bytes, start + 2, length, StandardCharsets.US_ASCII);
    }

    private int unsigned() {
        return in.getShort() & 0xFFFF;
    }

    private void skip(int count) {
        in.position(in.position() + count);
    }
}
