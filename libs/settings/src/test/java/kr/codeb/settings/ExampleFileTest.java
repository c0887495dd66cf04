package kr.codeb.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kr.codeb.settings.KnownSettings.KnownSetting;
import org.junit.jupiter.api.Test;

/** {@code deploy/codeb.properties.example} says what the code says. {@code -Dcodeb.docs.write=true} prints it anew. */
class ExampleFileTest {

    private static final Path FILE = Path.of("..", "..", "deploy", "codeb.properties.example");

    @Test
    void isTrue() throws IOException {
        String printed = ExampleFile.print(new Sentences());
        if (Boolean.getBoolean("codeb.docs.write")) {
            Files.writeString(FILE, printed);
        }
        assertEquals(
                Files.readString(FILE),
                printed,
                "%s is stale: ./mvnw -pl libs/settings test -Dtest=ExampleFileTest -Dcodeb.docs.write=true"
                        .formatted(FILE));
    }

    @Test
    void everySettingHasASentence() {
        Sentences sentences = new Sentences();
        assertEquals(
                List.of(),
                KnownSettings.list().stream()
                        .filter(setting -> sentences.of(setting).isBlank())
                        .map(KnownSetting::name)
                        .toList());
    }
}
