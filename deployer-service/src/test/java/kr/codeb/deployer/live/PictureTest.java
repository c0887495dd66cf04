package kr.codeb.deployer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PictureTest {

    private static final String GREEN = "shop-production-green";
    private final Picture picture = new Picture();

    private static Sighting green(String status) {
        return new Sighting("id", GREEN, "i", "v", status, 1, null, null, 0, false, 0, 0, 0, null, null, null, null);
    }

    private String status() {
        Sighting seen = picture.of(List.of(GREEN)).get(GREEN);
        return seen == null ? null : seen.status();
    }

    private void look(Sighting... found) throws InterruptedException {
        picture.looked(picture.work(), List.of(found));
    }

    @Test
    void whoeverAsksWaitsForTheLookThatAChangeMadeNecessary() throws Exception {
        picture.connected();
        look(green("running"));
        assertEquals("running", status());

        picture.changed(List.of(GREEN));
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(this::status);
        look(green("exited"));

        assertEquals("exited", asked.get(5, TimeUnit.SECONDS));
        assertNull(picture.trouble());
    }

    @Test
    void whatChangesDuringALookIsLookedAtAgain() throws InterruptedException {
        picture.connected();
        look(green("running"));
        picture.changed(List.of(GREEN));
        Picture.Work work = picture.work();
        picture.changed(List.of(GREEN));
        picture.looked(work, List.of(green("created")));

        assertEquals(Set.of(GREEN), picture.work().names());
        look();
        assertNull(status());
    }

    @Test
    void afterABreakEverythingIsLookedAtAndUntilThenTheAnswerSaysSo() throws InterruptedException {
        picture.connected();
        look(green("running"));
        picture.lost("the connection broke");
        assertEquals("running", status());
        assertEquals("the connection broke", picture.trouble());
        assertTrue(picture.age().toMillis() >= 0);

        picture.connected();
        assertNotNull(picture.trouble());
        assertEquals(Set.of(), picture.work().names());
        look();
        assertNull(status());
        assertNull(picture.trouble());
    }

    @Test
    void manyChangesAreOneLookAtEverything() throws InterruptedException {
        picture.connected();
        look();
        for (int i = 0; i < 1_000; i++) {
            picture.changed(List.of("p" + i + "-production-blue"));
        }
        assertTrue(picture.work().everything() > 0);
        assertTrue(picture.work().names().isEmpty());
    }
}
