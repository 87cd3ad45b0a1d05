package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FullCompilerTest {
    @AfterEach
    void restore() throws JMException {
        FullCompiler.command("compilerDirectivesClear");
    }

    @Test
    void itIsKeptFromStokerAndAkkaAndFromNothingElse() throws JMException {
        FullCompiler.keepForUsers();
        String directives = FullCompiler.command("compilerDirectivesPrint");
        assertThat(directives).contains("akka/*.*", "io/stoker/*.*").doesNotContain("java/*", "groovy");
        assertThat(directives.split("c2 directives", -1)[1]).contains("Exclude:true");
    }
}
