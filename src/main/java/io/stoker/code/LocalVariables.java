package io.stoker.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.SerializedLambda;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a method's parameters, which compilers keep for debuggers, from its class file. */
final class LocalVariables {
    private static final int UTF_8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final DataInputStream in;
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    private LocalVariables(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** By their slots, those of the method that the lambda calls; empty where the class file does not tell. */
    static Map<Integer, String> of(SerializedLambda lambda, @Nullable ClassLoader loader) {
        String file = lambda.getImplClass() + ".class";
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            if (in == null) {
                return Map.of(); // a class that was made at run time
            }
            LocalVariables variables = new LocalVariables(in);
            variables.read(lambda.getImplMethodName());
            return variables.names;
        } catch (IOException e) {
            return Map.of(); // an error message does without them
        }
    }

    private void read(String method) throws IOException {
        in.skipNBytes(8); // magic number and version
        readConstants();
        in.skipNBytes(6); // flags, name and superclass
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            in.skipNBytes(6);
            skipAttributes();
        }
        for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
            in.skipNBytes(2);
            String name = text();
            in.skipNBytes(2); // its type: the names of lambdas differ in any case
            if (name.equals(method)) {
                readMethod();
            } else {
                skipAttributes();
            }
        }
    }

    private void readConstants() throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF_8 -> texts.put(i, in.readUTF());
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    i++; // they take two places
                }
                default -> in.skipNBytes(4);
            }
        }
    }

    private String text() throws IOException {
        return texts.getOrDefault(in.readUnsignedShort(), "");
    }

    private void skipAttributes() throws IOException {
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            in.skipNBytes(2);
            in.skipNBytes(in.readInt());
        }
    }

    private void readMethod() throws IOException {
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = text();
            byte[] content = in.readNBytes(in.readInt());
            if (name.equals("Code")) {
                new Code(content).read();
            }
        }
    }

    /** The attribute that has the table in it. */
    private final class Code {
        private final DataInputStream code;

        Code(byte[] content) {
            code = new DataInputStream(new ByteArrayInputStream(content));
        }

        void read() throws IOException {
            code.skipNBytes(4); // sizes of stack and variables
            code.skipNBytes(code.readInt()); // instructions
            code.skipNBytes(8L * code.readUnsignedShort()); // handlers
            for (int attributes = code.readUnsignedShort(); attributes > 0; attributes--) {
                String name = texts.getOrDefault(code.readUnsignedShort(), "");
                int length = code.readInt();
                if (name.equals("LocalVariableTable")) {
                    readTable();
                } else {
                    code.skipNBytes(length);
                }
            }
        }

        private void readTable() throws IOException {
            for (int variables = code.readUnsignedShort(); variables > 0; variables--) {
                code.skipNBytes(4); // from where to where
                String name = texts.getOrDefault(code.readUnsignedShort(), "");
                code.skipNBytes(2); // type
                int slot = code.readUnsignedShort();
                names.putIfAbsent(slot, name);
            }
        }
    }
}
