package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;

class ImportsTest {
    private final Imports imports = new Imports();

    @Test
    void aSourceGetsTheClassesThatItNames() {
        keep("class A {}; class B {}; class C { class D {} }");
        assertThat(importsOf("new B()")).containsExactly("B");
        assertThat(importsOf("\"${new A()} and ${C.D}\"")).containsExactly("A", "C");
        assertThat(importsOf("n = 1")).isEmpty();
    }

    @Test
    void aSourceGetsThePackagesAndMembersOfThoseBefore() {
        keep("import java.util.concurrent.*\nimport static java.lang.Math.sqrt\nimport java.nio.file.Path as P");
        assertThat(importsOf("n = 1")).containsExactly("java.util.concurrent.", "sqrt");
        assertThat(importsOf("P.of('a')")).containsExactly("P", "java.util.concurrent.", "sqrt");
    }

    @Test
    void aSourcesOwnImportsGoBeforeThoseItWouldGet() {
        keep("import java.util.Date");
        assertThat(importsOf("import java.sql.Date\nnew Date(0)")).containsExactly("Date");
        assertThat(imports.keep()).isTrue();
        assertThat(compile("Date").getImports())
                .extracting(ImportNode::getClassName)
                .containsExactly("java.sql.Date");
    }

    @Test
    void nothingChangesWhenTheSameIsImportedAgain() {
        keep("import java.util.Date");
        compile("import java.util.Date\nn = 1");
        assertThat(imports.keep()).isFalse();
    }

    private void keep(String source) {
        compile(source);
        assertThat(imports.keep()).isTrue();
    }

    private List<String> importsOf(String source) {
        ModuleNode module = compile(source);
        return Stream.of(
                        module.getImports().stream().map(ImportNode::getAlias),
                        module.getStarImports().stream().map(ImportNode::getPackageName),
                        module.getStaticImports().keySet().stream())
                .flatMap(names -> names)
                .toList();
    }

    private ModuleNode compile(String source) {
        CompilationUnit unit = new CompilationUnit(new CompilerConfiguration().addCompilationCustomizers(imports));
        unit.addSource("Task.groovy", source);
        imports.expect(source);
        unit.compile(Phases.CONVERSION);
        return unit.getAST().getModules().get(0);
    }
}
