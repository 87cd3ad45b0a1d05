package io.stoker.kernel.groovy;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * those after it.
 */
final class Imports extends CompilationCustomizer {
    private final Map<String, Import> imports = new LinkedHashMap<>();
    private Map<String, Import> afterThis = Map.of();

    Imports() {
        super(CompilePhase.CONVERSION);
    }

    /** Called by the compiler for each class in the source. */
    @Override
    public void call(@Nullable SourceUnit source, @Nullable GeneratorContext context, ClassNode type) {
        ModuleNode module = type.getModule();
        if (type.equals(module.getClasses().get(0))) {
            addTo(module);
        }
    }

    private void addTo(ModuleNode module) {
        Map<String, Import> own = new LinkedHashMap<>();
        Stream.of(
                        module.getImports(),
                        module.getStarImports(),
                        module.getStaticImports().values(),
                        module.getStaticStarImports().values())
                .flatMap(nodes -> nodes.stream())
                .map(Import::of)
                .forEach(each -> own.put(each.key(), each));
        Map<String, Import> inherited = new LinkedHashMap<>(imports);
        inherited.keySet().removeAll(own.keySet());
        // A class that was declared is imported as well, or else a class of java.util would come before it.
        Map<String, Import> declared = new LinkedHashMap<>();
        module.getClasses().stream()
                .filter(type -> !type.isScript() && type.getOuterClass() == null)
                .map(type -> new Import(false, type.getName(), null, type.getNameWithoutPackage()))
                .forEach(each -> declared.put(each.key(), each));
        inherited.keySet().removeAll(declared.keySet());
        inherited.values().forEach(each -> each.addTo(module));
        afterThis = inherited;
        afterThis.putAll(own);
        afterThis.putAll(declared);
    }

    /**
     * The source compiled, so that its imports hold from now on.
     *
     * @return whether they change what a name in another source means
     */
    boolean keep() {
        if (imports.equals(afterThis)) {
            return false;
        }
        imports.clear();
        imports.putAll(afterThis);
        return true;
    }

    void clear() {
        imports.clear();
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
