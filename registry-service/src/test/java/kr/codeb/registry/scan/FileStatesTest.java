package kr.codeb.registry.scan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kr.codeb.registry.TestRoot;
import kr.codeb.registry.base.RegistryDirectory;
import org.junit.jupiter.api.Test;

/** Each file's state, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestRoot.class)
class FileStatesTest {

    private static final String FILE = "slots/torn-production.json";

    @Inject
    RegistryDirectory directory;

    private static RequestSpecification call() {
        return given().header("X-CodeB-Internal", TestRoot.CREDENTIAL).contentType(ContentType.JSON);
    }

    @Test
    void aFileIsGoodThenDamagedThenGood() throws IOException {
        Path file = directory.resolve(FILE);
        Files.createDirectories(file.getParent());
        call().get("/files?file=" + FILE).then().body("state", contains("missing"));
        String good =
                "{\"projectName\":\"torn\",\"blue\":{\"state\":\"empty\",\"port\":4300},\"green\":{\"state\":\"empty\",\"port\":4301}}";
        Files.writeString(file, good);
        call().get("/files?file=ssot.json&file=" + FILE).then().statusCode(200).body("state", contains("ok", "ok"));
        Files.writeString(file, good.substring(0, 20));
        call().get("/files")
                .then()
                .statusCode(200)
                .body("find { it.file == '" + FILE + "' }.state", equalTo("damaged"))
                .body("find { it.file == '" + FILE + "' }.problem", containsString(FILE))
                .body("file", hasItem("redis-db.json"));
        call().body(Map.of("file", FILE))
                .post("/files/restore")
                .then()
                .statusCode(200)
                .body("restoredFrom", equalTo("memory"));
        call().get("/files?file=" + FILE).then().body("state", contains("ok"));
        Files.delete(file);
    }

    @Test
    void otherNamesAreRefused() {
        call().get("/files?file=../x").then().statusCode(400);
    }
}
