package io.stoker.kernel.groovy;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.codehaus.groovy.runtime.FormatHelper;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.powerassert.AssertionRenderer;
import org.codehaus.groovy.runtime.powerassert.Value;
import org.codehaus.groovy.runtime.powerassert.ValueRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What a failed {@code assert} says. Groovy makes a text of each value in the condition, however large, so that an
 * assertion about a big list takes more memory than the list; here each is cut.
 */
public final class Assertions {
    /** Of characters, for each value. */
    private static final int LONGEST_VALUE = 1_000;

    private static final String OURS = Assertions.class.getName().replace('.', '/');

    /** What the compiler calls for an {@code assert} and nothing else, by name: whose it is. */
    private static final Map<String, String> GROOVYS = Map.of(
            "render", AssertionRenderer.class.getName().replace('.', '/'),
            "toString", InvokerHelper.class.getName().replace('.', '/'),
            "createAssertError", InvokerHelper.class.getName().replace('.', '/'));

    private Assertions() {}

    /** The condition, and below it the values in it. */
    public static String render(String condition, ValueRecorder recorder) {
        try {
            ValueRecorder bounded = new ValueRecorder();
            for (Value each : recorder.getValues()) {
                bounded.record(bounded(each.getValue()), each.getColumn());
            }
            return AssertionRenderer.render(condition, bounded);
        } catch (OutOfMemoryError e) {
            return condition + "\n(not enough heap to show the values)";
        }
    }

    /** A value in an assertion that has a message. */
    public static String toString(@Nullable Object value) {
        try {
            return FormatHelper.toString(bounded(value));
        } catch (OutOfMemoryError e) {
            return "(not enough heap to show it)";
        }
    }

    /** What an assertion with a message throws. */
    public static AssertionError createAssertError(Object condition, @Nullable Object message) {
        return InvokerHelper.createAssertError(condition, message == null ? null : toString(message));
    }

    /** The value itself, unless its text is too long. */
    private static @Nullable Object bounded(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        ShownText.Made made = new ShownText(LONGEST_VALUE, function -> "a function", () -> false).of(value);
        return made.isWhole() ? value : new Cut(made.text());
    }

    /** A text that stands for a value. */
    private record Cut(String text) {
        @Override
        public String toString() {
            return text + "… (cut)";
        }
    }

    /** The class as the compiler made it, but that it calls these. */
    static byte[] in(byte[] code) {
        if (!new String(code, StandardCharsets.ISO_8859_1).contains("Assert")) {
            return code;
        }
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(code).accept(new Calls(writer), 0);
        return writer.toByteArray();
    }

    private static final class Calls extends ClassVisitor {
        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    boolean replaced = opcode == Opcodes.INVOKESTATIC && owner.equals(GROOVYS.get(method));
                    super.visitMethodInsn(opcode, replaced ? OURS : owner, method, type, isInterface);
                }
            };
        }
    }
}
