package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what a space sends with what can be reached in random graphs of classes, which are compiled for it. */
class RandomClosureTest {
    private static final int CLASSES = 40;

    /** How a class can need another, as a member of it; %1$d is the other, %2$d a number that no other member has. */
    private static final List<String> NEEDS = List.of(
            "C%1$d f%2$d;",
            "C%1$d[][] a%2$d;",
            "C%1$d m%2$d() { return null; }",
            "void p%2$d(int i, C%1$d[] c, long l) {}",
            "Object n%2$d() { return new C%1$d(); }",
            "Object l%2$d() { return C%1$d.class; }",
            "boolean i%2$d(Object o) { return o instanceof C%1$d; }",
            "Object[] y%2$d() { return new C%1$d[2]; }",
            "void s%2$d() { C%1$d.call(); }",
            "int v%2$d() { return C%1$d.variable; }",
            "void e%2$d() { try { call(); } catch (C%1$d.Error e) { } }",
            "Runnable r%2$d() { return () -> C%1$d.call(); }",
            "Runnable q%2$d() { return C%1$d::call; }",
            "java.util.function.Function<?, ?> t%2$d() { return (C%1$d c) -> 1; }",
            "record R%2$d(C%1$d c) {}",
            "class I%2$d extends C%1$d {}",
            "Object u%2$d = new C%1$d() {};",
            "static class D%2$d { enum E { X { Object o = C%1$d.class; } } }",
            "<T extends C%1$d> void g%2$d(T t) {}",
            "int c%2$d = C%1$d.CONSTANT;", // javac puts the class into the pool, though only its number is used
            "Object z%2$d() { return (F%1$d) c -> {}; }",
            "java.util.function.Function<C%1$d, ?> o%2$d() { return Object::toString; }",
            "double k%2$d(C%1$d c, long l) { return l * 123456789012L + 2.75; }",
            "String h%2$d(C%1$d c, long l) { return \"text \" + l + c; }");

    /** How a class can mention another without needing it. */
    private static final List<String> MENTIONS = List.of(
            "java.util.List<C%1$d> f%2$d;",
            "<T extends Object & java.util.List<C%1$d>> void g%2$d(T t) {}",
            "@Mark(C%1$d.class) void m%2$d() {}",
            "/** {@link C%1$d} */ String s%2$d = \"LC%1$d;\";",
            "record R%2$d(java.util.Set<C%1$d> c) {}");

    @TempDir
    Path directory;

    @Test
    void shouldSendWhatCanBeReachedAndNothingElse() throws Exception {
        Seeds.each(6, seed -> {
            Random random = new Random(seed);
            Map<String, Set<String>> needs = new HashMap<>();
            Path classes = compile(random, directory.resolve("classes" + seed), needs);
            try (URLClassLoader client = Compiled.client(classes)) {
                CodeSpace space = new CodeSpaces().of(client);
                Map<String, CodeBundle> homes = new HashMap<>();
                for (int i = 0; i < 10; i++) {
                    String root = "C" + random.nextInt(CLASSES);
                    List<CodeBundle> bundles = space.needed(List.of(client.loadClass(root)));
                    assertOneHomeEach(bundles, homes);
                    assertReaches(bundles, reachable(root, needs), i == 0);
                }
            }
        });
    }

    private static void assertOneHomeEach(List<CodeBundle> bundles, Map<String, CodeBundle> homes) {
        assertThat(bundles).doesNotHaveDuplicates();
        for (CodeBundle bundle : bundles) {
            bundle.entries().keySet().forEach(entry -> {
                assertThat(homes.getOrDefault(entry, bundle)).as(entry).isEqualTo(bundle);
                homes.put(entry, bundle);
            });
        }
    }

    /** Later roots may be in bundles with more; each of these must then have something that they need. */
    private static void assertReaches(List<CodeBundle> bundles, Set<String> reachable, boolean first) {
        Set<String> sent = new TreeSet<>();
        for (CodeBundle bundle : bundles) {
            Set<String> outer = new TreeSet<>();
            bundle.entries().keySet().forEach(entry -> outer.add(entry.replaceAll("(\\$.*)?\\.class$", "")));
            assertThat(outer).containsAnyElementsOf(reachable);
            sent.addAll(outer);
        }
        assertThat(sent).containsAll(reachable);
        if (first) {
            assertThat(sent).isEqualTo(reachable);
        }
    }

    private static Set<String> reachable(String root, Map<String, Set<String>> needs) {
        Set<String> reachable = new TreeSet<>(Set.of(root));
        Deque<String> left = new ArrayDeque<>(reachable);
        while (!left.isEmpty()) {
            needs.get(left.remove()).stream().filter(reachable::add).forEach(left::add);
        }
        return reachable;
    }

    private static Path compile(Random random, Path directory, Map<String, Set<String>> needs) throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Mark", "@interface Mark { Class<?> value(); }");
        for (int i = 0; i < CLASSES; i++) {
            Set<String> needed = new TreeSet<>();
            List<String> members = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                int other = random.nextInt(CLASSES);
                String need = String.format(NEEDS.get(random.nextInt(NEEDS.size())), other, 10 * i + j);
                members.add(need);
                needed.add((need.contains("(F") ? "F" : "C") + other);
            }
            for (int j = random.nextInt(4); j > 0; j--) {
                members.add(String.format(
                        MENTIONS.get(random.nextInt(MENTIONS.size())), random.nextInt(CLASSES), 10 * i + 5 + j));
            }
            String superclass = "";
            if (i > 0 && random.nextInt(8) == 0) {
                int other = random.nextInt(i);
                superclass = " extends C" + other;
                needed.add("C" + other);
            }
            sources.put("C" + i, """
                class C%d%s {
                    static final int CONSTANT = 3;
                    static int variable;
                    static void call() {}
                    static class Error extends RuntimeException {}
                    %s
                }
                """.formatted(i, superclass, String.join("\n    ", members)));
            needs.put("C" + i, needed);
            sources.put("F" + i, "interface F%d { void call(C%d c); }".formatted(i, i));
            needs.put("F" + i, Set.of("C" + i));
        }
        return Compiled.into(directory, sources);
    }
}
