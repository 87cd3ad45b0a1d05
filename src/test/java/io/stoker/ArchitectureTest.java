package io.stoker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import io.stoker.task.Block;
import io.stoker.task.Body;
import io.stoker.task.BodyCodec;
import io.stoker.task.ResultBody;
import io.stoker.task.ResultBodyCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the rooms of the house, the arrows between them and the size of what stands in them. */
class ArchitectureTest {

    /** Each room and the rooms it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            room("cli", "examples", "node", "client", "api", "trust", "task"),
            room("examples", "client", "task"),
            room("node", "controller", "engine", "http", "client", "store", "kernel", "wire", "trust", "task"),
            room("http", "api", "client", "store", "wire", "trust", "task"),
            room("api", "task"),
            room("client", "code", "wire", "trust", "task"),
            room("controller", "store", "ledger", "schedule", "wire", "trust", "task"),
            room("engine", "kernel", "code", "wire", "trust", "task"),
            room("kernel", "task"),
            room("code", "wire", "task"),
            room("wire", "trust", "task"),
            room("trust", "task"),
            room("store", "ledger", "task"),
            room("ledger", "task"),
            room("schedule", "task"),
            room("task"));

    static final Set<String> ROOMS = ARROWS.keySet();
    private static final String[] PURE_ROOMS = {packages("ledger"), packages("schedule"), packages("task")};

    private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages("io.stoker");
    private static final JavaClasses MAIN = EVERYTHING.that(describe("are no tests", ArchitectureTest::isMain));

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROOMS")
    void shouldUseOnlyTheRoomsItHasAnArrowTo(String room) {
        String[] allowed = Stream.concat(Stream.of(room), ARROWS.get(room).stream())
                .map(ArchitectureTest::packages)
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(notOfStoker()))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void shouldStandInARoomOfTheHouse() {
        classes()
                .should()
                .resideInAnyPackage(
                        ROOMS.stream().map(ArchitectureTest::packages).toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void shouldHaveNoCircles() {
        slices().matching("io.stoker.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void shouldKeepLedgerScheduleAndTaskPure() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE_ROOMS)
                .should()
                .dependOnClassesThat(describe("do input, output, threads or actors", ArchitectureTest::isImpure))
                .orShould()
                .accessTargetWhere(describe("reads a clock", ArchitectureTest::readsClock))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void shouldReadBodiesOnlyWhereTheyAreMadeAndUsed() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        packages("controller"),
                        packages("ledger"),
                        packages("schedule"),
                        packages("store"),
                        packages("wire"))
                .and()
                .haveNameNotMatching("io\\.stoker\\.store\\.sql\\.Earlier.*") // rows of before there were any
                .should()
                .dependOnClassesThat(assignableTo(Body.class).or(belongToAnyOf(BodyCodec.class, ResultBody.class)))
                .orShould()
                .callMethod(ResultBodyCodec.class, "unpack", Block.class, List.class)
                .because("between a client and an engine a body is bytes that nobody reads, whatever kind it is of")
                .check(MAIN);
    }

    @Test
    void shouldMakeCertificatesInOneRoomOnlyAndWhereKeysAreKept() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("trust.authority"))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bouncycastle.."))
                .because("to check certificates is the JDK's part: only who makes them loads that library")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("trust.authority"), packages("node"), packages("cli"))
                .should()
                .dependOnClassesThat(resideInAPackage(packages("trust.authority")))
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(packages("trust"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("akka..", "scala.."))
                .check(MAIN);
    }

    @Test
    void shouldNotSleep() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.stoker.kernel.groovy.Builtins") // whose sleep is that of user code
                .should()
                .accessTargetWhere(describe("sleeps", ArchitectureTest::sleeps))
                .because("a wait names what it waits for: a latch, a timer, a probe, an awaited condition")
                .check(EVERYTHING);
    }

    @Test
    void shouldStartClustersAndServersInIntegrationTestsOnly() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .should()
                .accessTargetWhere(describe("starts a cluster or a server", ArchitectureTest::startsMuch))
                .because("unit tests are to take seconds: a class that waits for others is called FooIT")
                .check(EVERYTHING);
    }

    @Test
    void shouldFormatNothingInTheLanguageOfTheJvm() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.stoker.kernel.groovy.Builtins") // whose printf is that of user code
                .should()
                .accessTargetWhere(describe("formats by the default locale", ArchitectureTest::usesDefaultLocale))
                .because("in Turkish i has another capital, and in Arabic numbers have other digits: pass Locale.ROOT")
                .check(MAIN);
    }

    @Test
    void shouldSpawnActorsOnlyWhereTheyAreSupervisedAndWatched() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.stoker.wire.Child")
                .should()
                .accessTargetWhere(describe("spawns an actor", access -> isOfActor(access, "spawn(Anonymous)?")))
                .because("an actor that is dead while its node seems to be alive is missed by nobody; see Child")
                .check(MAIN);
    }

    @Test
    void shouldBringFuturesHomeOnlyToTheActorThatWaitsForThem() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.stoker.wire.Piping")
                .should()
                .accessTargetWhere(describe("pipes to self", access -> isOfActor(access, "pipeToSelf|ask.*")))
                .because("an actor that was started again must not take what its earlier self waited for; see Piping")
                .check(MAIN);
    }

    private static boolean isOfActor(JavaAccess<?> access, String name) {
        return access.getName().matches(name)
                && access.getTargetOwner().getName().equals("akka.actor.typed.javadsl.ActorContext");
    }

    @Test
    void shouldExitTheJvmOnlyInTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("cli"))
                .should()
                .accessTargetWhere(describe("exits the JVM", ArchitectureTest::exits))
                .check(MAIN);
    }

    @Test
    void shouldOpenEveryPackageWithNullMarkedPackageInfo() throws IOException {
        List<Path> folders = mainSources().map(Path::getParent).distinct().toList();

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("/**", "@NullMarked\npackage "));
    }

    @Test
    void shouldKeepFilesShort() throws IOException {
        List<Path> files = mainSources()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
        long[] sorted =
                files.stream().mapToLong(ArchitectureTest::lines).sorted().toArray();
        long over300 = Arrays.stream(sorted).filter(lines -> lines > 300).count();

        assertThat(files).as("files over 500 lines").noneMatch(file -> lines(file) > 500);
        assertThat(sorted[sorted.length / 2]).as("lines of the median file").isLessThan(90);
        assertThat(over300).as("files over 300 lines").isLessThanOrEqualTo(sorted.length / 20);
    }

    private static boolean isMain(JavaClass type) {
        return type.getSource()
                .filter(source -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(Location.of(source.getUri())))
                .isPresent();
    }

    private static Map.Entry<String, Set<String>> room(String name, String... mayUse) {
        return Map.entry(name, Set.of(mayUse));
    }

    private static String packages(String room) {
        return "io.stoker." + room + "..";
    }

    private static DescribedPredicate<JavaClass> notOfStoker() {
        return DescribedPredicate.not(resideInAPackage("io.stoker.."));
    }

    private static boolean isImpure(JavaClass type) {
        return Stream.of("akka.", "scala.", "java.sql.", "java.net.", "java.nio.file.", "java.nio.channels.")
                        .anyMatch(type.getName()::startsWith)
                || type.getName().matches("java\\.io\\.(File.*|RandomAccessFile)")
                || type.getName()
                        .matches("java\\.(lang\\.Thread(?!Local).*|lang\\.Process.*|util\\.Timer.*|time\\.Clock)")
                || type.getName().matches("java\\.util\\.concurrent\\..*(Executor|ForkJoin).*");
    }

    private static boolean readsClock(JavaAccess<?> access) {
        String type = access.getTargetOwner().getName();
        return type.equals("java.lang.System") && access.getName().matches("currentTimeMillis|nanoTime")
                || type.startsWith("java.time.") && access.getName().equals("now");
    }

    private static boolean usesDefaultLocale(JavaAccess<?> access) {
        if (!(access instanceof JavaCall<?> call)
                || call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals("java.util.Locale"))) {
            return false;
        }
        String type = access.getTargetOwner().getName();
        String name = access.getName();
        return type.equals("java.lang.String") && name.matches("format|formatted|toLowerCase|toUpperCase")
                || type.matches("java\\.io\\.(PrintStream|PrintWriter|Console)") && name.matches("format|printf")
                || type.equals("java.util.Formatter") && name.equals("<init>")
                || type.equals("java.util.Scanner") && name.equals("<init>")
                || type.equals("java.time.format.DateTimeFormatter") && name.matches("ofPattern|ofLocalized.*")
                || type.startsWith("java.text.") && name.matches("<init>|get.*Instance");
    }

    private static boolean sleeps(JavaAccess<?> access) {
        return access.getName().equals("sleep")
                && access.getTargetOwner()
                        .getName()
                        .matches("java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit");
    }

    private static boolean startsMuch(JavaAccess<?> access) {
        String type = access.getTargetOwner().getName();
        return type.matches("io\\.stoker\\.(TestCluster|wire\\.Membership|node\\.ControllerNode)")
                        && access.getName().equals("start")
                || type.equals("io.stoker.client.Stoker") && access.getName().equals("local")
                || type.equals("io.stoker.store.sql.PostgresServer")
                        && access.getName().matches("shared|own");
    }

    private static boolean exits(JavaAccess<?> access) {
        return access.getName().equals("exit")
                && access.getTargetOwner().getName().matches("java\\.lang\\.(System|Runtime)");
    }

    private static Stream<Path> mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
