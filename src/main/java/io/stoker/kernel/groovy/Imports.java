package io.stoker.kernel.groovy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each source the imports and declared classes of those before it, under its own, and takes note of its own for
 * those after it. Of classes, a source gets those that it may mean: the compiler looks for each import in a dozen
 * places, and there may be thousands.
 */
final class Imports extends CompilationCustomizer {
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    /** Of classes, by the name that a source has for them. */
    private final Map<String, Import> classes = new LinkedHashMap<>();

    /** Of packages and members. */
    private final Map<String, Import> others = new LinkedHashMap<>();

    private final Map<String, Import> own = new LinkedHashMap<>();
    private String text = "";

    Imports() {
        super(CompilePhase.CONVERSION);
    }

    /** The next source. */
    void expect(String source) {
        text = source;
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(@Nullable SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        if (type.equals(module.getClasses().get(0))) {
            takeOwn(module);
            inherited().forEach(each -> each.addTo(module));
            text = "";
        }
    }

    private void takeOwn(ModuleNode module) {
        own.clear();
        Stream.of(
                        module.getImports(),
                        module.getStarImports(),
                        module.getStaticImports().values(),
                        module.getStaticStarImports().values())
                .flatMap(nodes -> nodes.stream())
                .map(Import::of)
                .forEach(each -> own.put(each.key(), each));
        // A class that was declared is imported as well, or else a class of java.util would come before it.
        module.getClasses().stream()
                .filter(type -> !type.isScript() && type.getOuterClass() == null)
                .map(type -> new Import(false, type.getName(), null, type.getNameWithoutPackage()))
                .forEach(each -> own.put(each.key(), each));
    }

    private List<Import> inherited() {
        Stream<Import> meant = WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .map(classes::get)
                .filter(Objects::nonNull);
        return Stream.concat(others.values().stream(), meant)
                .filter(each -> !own.containsKey(each.key()))
                .toList();
    }

    /**
     * The source compiled, so that its imports hold from now on.
     *
     * @return whether they change what a name in another source means
     */
    boolean keep() {
        boolean changed = false;
        for (Import each : own.values()) {
            Map<String, Import> kept = each.isOfClass() ? classes : others;
            if (!each.equals(kept.get(each.key()))) {
                kept.remove(each.key());
                kept.put(each.key(), each);
                changed = true;
            }
        }
        own.clear();
        return changed;
    }

    /** Has those that hold be what they are now. */
    Runnable remembered() {
        Map<String, Import> classesBefore = new LinkedHashMap<>(classes);
        Map<String, Import> othersBefore = new LinkedHashMap<>(others);
        return () -> {
            clear();
            classes.putAll(classesBefore);
            others.putAll(othersBefore);
        };
    }

    /** Whether none hold. */
    boolean isEmpty() {
        return classes.isEmpty() && others.isEmpty();
    }

    void clear() {
        classes.clear();
        others.clear();
    }

    /** What an import says, without the syntax tree it came from, which would keep all of its source in memory. */
    private record Import(
            boolean isStatic,
            String of,
            @Nullable String member,
            @Nullable String alias) {

        static Import of(ImportNode node) {
            String of = node.getType() == null ? node.getPackageName() : node.getClassName();
            return new Import(node.isStatic(), of, node.getFieldName(), node.getAlias());
        }

        boolean isOfClass() {
            return !isStatic && alias != null;
        }

        /** Imports with the same key exclude each other. */
        String key() {
            return (isStatic ? "static " : "") + (alias == null ? of + "*" : alias);
        }

        void addTo(ModuleNode module) {
            if (isStatic && alias == null) {
                module.addStaticStarImport(of, ClassHelper.make(of));
            } else if (isStatic) {
                module.addStaticImport(ClassHelper.make(of), member, alias);
            } else if (alias == null) {
                module.addStarImport(of);
            } else {
                module.addImport(alias, ClassHelper.make(of));
            }
        }
    }
}
