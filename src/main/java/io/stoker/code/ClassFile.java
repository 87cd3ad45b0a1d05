package io.stoker.code;

import java.util.Map;

/** What a class file says about its class. */
final class ClassFile {
    private ClassFile() {}

    /** The highest version of those entries that are class files; 0 if there are none. */
    static int highestVersion(Map<String, byte[]> entries) {
        int highest = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".class")) {
                highest = Math.max(highest, version(entry.getValue()));
            }
        }
        return highest;
    }

    /** The version of the class file, such as 61 for Java 17; 0 if these bytes are not a class file. */
    static int version(byte[] bytes) {
        boolean is = bytes.length > 8
                && bytes[0] == (byte) 0xCA
                && bytes[1] == (byte) 0xFE
                && bytes[2] == (byte) 0xBA
                && bytes[3] == (byte) 0xBE;
        return is ? Byte.toUnsignedInt(bytes[6]) << 8 | Byte.toUnsignedInt(bytes[7]) : 0;
    }
}
