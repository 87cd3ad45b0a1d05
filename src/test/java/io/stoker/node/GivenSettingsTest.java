package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.stoker.task.SettingException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sets for the nodes of a profile, by -D and in the profile's stoker.conf. */
class GivenSettingsTest {
    @TempDir
    private Path folder;

    private Profile profile = new Profile(Path.of("unset"), "unset");

    @BeforeEach
    void makeProfile() {
        profile = new Profile(folder, "test").create();
    }

    @Test
    void shouldDoWithoutAFile() {
        assertThat(GivenSettings.of(profile, Map.of()).load().getString("stoker.ledger"))
                .isEqualTo("sqlite");
    }

    @Test
    void shouldReadTheProfilesFileBehindTheCommandLine() throws IOException {
        file("stoker { ledger = memory, postgresql.password = \"a # b\\nc\", inline-limit = 1 KiB }\n"
                + "stoker.akka.loggers = [\"one\", \"two\"]\nstoker.prelude-values { \"größe\" = 1 }");

        Config config = handedOn(GivenSettings.of(profile, Map.of("stoker.inline-limit", "2 KiB")))
                .load();

        assertThat(config.getString("stoker.ledger")).isEqualTo("memory");
        assertThat(config.getString("stoker.postgresql.password")).isEqualTo("a # b\nc");
        assertThat(config.getBytes("stoker.inline-limit")).isEqualTo(2048);
        assertThat(config.getStringList("akka.loggers")).containsExactly("one", "two");
        assertThat(config.getConfig("stoker.prelude-values").root()).containsOnlyKeys("größe");
    }

    @Test
    void shouldReadBackWhatAProgramHasSetForItsOwnProfile() throws IOException {
        String url = "jdbc:postgresql://h:1/d?user=u&password=p$\"#a";
        String prelude = "a = '''\n${b}\n'''";
        SettingsFile.write(profile, Map.of("stoker.ledger", "memory"));
        SettingsFile.write(profile, Map.of("stoker.postgresql.url", url, "stoker.prelude", prelude));

        Config config = handedOn(GivenSettings.of(profile, Map.of())).load();

        assertThat(config.getString("stoker.postgresql.url")).isEqualTo(url);
        assertThat(config.getString("stoker.prelude")).isEqualTo(prelude);
        assertThat(config.getString("stoker.ledger")).isEqualTo("sqlite");
        assertThat(Files.getPosixFilePermissions(profile.settingsFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldNotWantTheControllersOrderOfTasksInEveryProcess() {
        assertThat(GivenSettings.of(profile, Map.of("stoker.schedule.order", "io.nobody.Order"))
                        .load()
                        .getString("stoker.schedule.order"))
                .isEqualTo("io.nobody.Order");
        assertThatThrownBy(() -> GivenSettings.of(profile, Map.of("stoker.schedule.order", "fifo, lifo"))
                        .load())
                .isInstanceOf(SettingException.class);
    }

    @Test
    void shouldRefuseAPasswordOnTheCommandLineAndSayWhereItBelongs() {
        assertThatThrownBy(() -> NodeStart.byPerson(profile, Map.of("stoker.postgresql.password", "pa55word")))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("stoker.postgresql.password")
                .hasMessageContaining(profile.settingsFile().toString())
                .hasMessageContaining("stoker.postgresql.password-file")
                .hasMessageContaining("~/.pgpass")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void shouldTellAnEngineThatAPersonStartsNothingOfTheDatabase() throws IOException {
        file("stoker.postgresql { user = u, password = pa55word, password-file = secret }");

        GivenSettings engine =
                NodeStart.byPerson(profile, Map.of()).forEngines().settings();

        assertThat(engine.toString()).doesNotContain("pa55word", "secret");
    }

    @Test
    void shouldNameWhatHasAPasswordOnTheCommandLine() {
        assertThat(CommandLineSecrets.in(Map.of(
                        "stoker.postgresql.password",
                        "p",
                        "stoker.postgresql.url",
                        "jdbc:postgresql://h/d?user=u&Password=p",
                        "stoker.\"postgresql\".\"password\"",
                        "p",
                        "stoker.prelude",
                        "password = 1",
                        "stoker.postgresql.password-file",
                        "secret",
                        "stoker.ledger",
                        "memory")))
                .containsExactly(
                        "stoker.\"postgresql\".\"password\"", "stoker.postgresql.password", "stoker.postgresql.url");
    }

    @Test
    void shouldTellEnginesNothingOfTheDatabase() throws IOException {
        file("stoker { ledger = memory, postgresql { user = u, password = pa55word, url = \"jdbc:pa55word\" } }");
        GivenSettings settings = GivenSettings.of(
                profile,
                Map.of(
                        "stoker.postgresql.password",
                        "pa55word",
                        "stoker.\"postgresql\".url",
                        "jdbc:pa55word",
                        "stoker.prelude",
                        "a = 1"));

        GivenSettings engines = settings.forEngines();

        assertThat(engines.toString()).doesNotContain("pa55word");
        assertThat(engines.load().getString("stoker.postgresql.password")).isEmpty();
        assertThat(engines.load().getString("stoker.ledger")).isEqualTo("memory");
        assertThat(engines.load().getString("stoker.prelude")).isEqualTo("a = 1");
    }

    @Test
    void shouldSayWhichFileItCannotRead() throws IOException {
        file("stoker { ledger = ");

        assertThatThrownBy(() -> GivenSettings.of(profile, Map.of()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(profile.settingsFile().toString());
    }

    @Test
    void shouldReadNothingButUtf8() throws IOException {
        file("\uFEFFstoker.postgresql.password = \"pä\"\r\n");
        assertThat(GivenSettings.of(profile, Map.of()).load().getString("stoker.postgresql.password"))
                .isEqualTo("pä");

        for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
            Files.writeString(profile.settingsFile(), "stoker.postgresql.password = \"pä\"", other);
            assertThatThrownBy(() -> GivenSettings.of(profile, Map.of()))
                    .hasMessageContaining(profile.settingsFile() + " is not UTF-8")
                    .hasMessageContaining("save it as UTF-8");
        }
    }

    @Test
    void shouldRefuseAFolderInPlaceOfTheFile() throws IOException {
        Files.createDirectory(profile.settingsFile());

        assertThatThrownBy(() -> GivenSettings.of(profile, Map.of()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("cannot read the settings in " + profile.settingsFile());
    }

    @Test
    void shouldRefuseWhatNothingReadsAndNameTheFile() throws IOException {
        file("stoker { ledgr = memory }");

        assertThatThrownBy(() -> NodeStart.byPerson(profile, Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("there is no setting stoker.ledgr (in stoker.conf")
                .hasMessageEndingWith("did you mean stoker.ledger?");
    }

    @Test
    void shouldRefuseSettingsOfAkkaThatAreNotForStoker() throws IOException {
        file("akka.cluster.gossip-interval = 2s");

        assertThatThrownBy(() -> NodeStart.byPerson(profile, Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("Akka's settings are set as stoker.akka.cluster.gossip-interval");
    }

    @Test
    void shouldNameTheFileInWhichAValueIsWrong() throws IOException {
        file("stoker.retention.max-age = thirty");

        assertThatThrownBy(() -> NodeStart.byPerson(profile, Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker.retention.max-age is 'thirty' (in stoker.conf");
    }

    private static GivenSettings handedOn(GivenSettings settings) {
        return Handover.ofLine(Handover.of(settings, null).toLine()).settings();
    }

    private void file(String text) throws IOException {
        Files.writeString(profile.settingsFile(), text);
    }
}
