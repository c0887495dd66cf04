package kr.codeb.gateway.mcp;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever is sent to /mcp gets an answer at once, one that says what is wrong; and a session belongs to its key. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class McpGateTest {

    private static final String MEMBER = Keys.ours(Role.MEMBER);

    @TestHTTPResource
    URI address;

    /** @param code of the JSON-RPC error @param says a part of its message */
    private record Malformed(String body, int code, String says) {}

    private static final List<Malformed> MALFORMED = List.of(
            new Malformed("{", -32700, "not JSON"),
            new Malformed("", -32700, "not JSON"),
            new Malformed("42", -32600, "JSON object"),
            new Malformed("null", -32600, "JSON object"),
            new Malformed("[]", -32600, "batch"),
            new Malformed("[7]", -32600, "JSON object"),
            new Malformed("{}", -32600, "jsonrpc"),
            new Malformed("{'jsonrpc':'2.0','id':1}", -32600, "no method"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':7}", -32600, "method"),
            new Malformed("{'jsonrpc':'2.0','id':null,'method':'ping'}", -32600, "id"),
            new Malformed("{'jsonrpc':'2.0','id':1.5,'method':'ping'}", -32600, "id"),
            new Malformed("{'jsonrpc':'2.0','id':{},'method':'ping'}", -32600, "id"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'notifications/initialized'}", -32600, "no id"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/list','params':[]}", -32602, "object"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{'cursor':5}}", -32602, "cursor"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/call'}", -32602, "name"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':null}", -32602, "name"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{}}", -32602, "name"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':null}}", -32602, "name"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'deploy_projct'}}",
                    -32602,
                    "Did you mean deploy_project?"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'deploy'}}",
                    -32602,
                    "Did you mean deploy_project?"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'slot_list','arguments':[]}}",
                    -32602,
                    "arguments"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'slot_list','arguments':'x'}}",
                    -32602,
                    "arguments"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'slot_list','_meta':5}}",
                    -32602,
                    "_meta"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'slot_list','_meta':{'progressToken':{}}}}",
                    -32602,
                    "progressToken"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'prompts/get','params':{}}", -32602, "name"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'prompts/get','params':{'name':'promote','arguments':[]}}",
                    -32602,
                    "arguments"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'prompts/get','params':{'name':'promote','arguments':{'projectName':null}}}",
                    -32602,
                    "projectName is missing"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'prompts/get','params':{'name':'no'}}", -32602, "no"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'resources/read','params':{}}", -32602, "uri"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'resources/read','params':{'uri':'codeb://projects/a/b/c'}}",
                    -32002,
                    "not found"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'resources/subscribe','params':{'uri':'codeb://projects'}}",
                    -32602,
                    "change"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'completion/complete','params':{'ref':{'type':'ref/tool','name':'x'},"
                        + "'argument':{'name':'a','value':''}}}",
                    -32602,
                    "ref/prompt"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'promote'},"
                        + "'argument':{'name':'projectName','value':''},'context':7}}",
                    -32602,
                    "context"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'logging/setLevel','params':{'level':'loud'}}", -32602, "level"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'completion/complete','params':{}}", -32602, "ref"),
            new Malformed(
                    "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':{}}}",
                    -32602,
                    "clientInfo"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'initialize'}", -32602, "protocolVersion"),
            new Malformed("{'jsonrpc':'2.0','id':1,'method':'no/such'}", -32601, "no/such"));

    @TestFactory
    Stream<DynamicTest> malformedMessagesAreAnsweredAtOnce() {
        String session = session(MEMBER);
        return MALFORMED.stream()
                .map(one -> DynamicTest.dynamicTest(
                        "(%s)".formatted(one.body),
                        () -> in(session, MEMBER)
                                .body(one.body.replace('\'', '"'))
                                .post("/mcp")
                                .then()
                                .body("jsonrpc", is("2.0"))
                                .body("error.code", is(one.code))
                                .body("error.message", containsString(one.says))));
    }

    /** What nobody asked for is not answered, and does no harm. */
    @TestFactory
    Stream<DynamicTest> repliesToNothingAreTaken() {
        String session = session(MEMBER);
        return Stream.of("1", "'1'", "'x'", "99999999999999999999", "-1")
                .flatMap(id -> Stream.of("'result':{'action':'accept','content':{'agreed':true}}", "'error':{'code':1}")
                        .map(word -> "{'jsonrpc':'2.0','id':%s,%s}".formatted(id, word)))
                .map(body -> DynamicTest.dynamicTest(
                        "(%s)".formatted(body),
                        () -> in(session, MEMBER)
                                .body(body.replace('\'', '"'))
                                .post("/mcp")
                                .then()
                                .statusCode(202)));
    }

    @Test
    void whatAClientSaysOfItselfBeyondItsNameIsNotReadAndDoesNoHarm() {
        Doors.as(MEMBER)
                .header("Accept", "application/json, text/event-stream")
                .body(
                        ("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':"
                            + "{'x':5},'clientInfo':{'name':'t','version':'1','title':null,'icons':'no','websiteUrl':7}}}")
                                .replace('\'', '"'))
                .post("/mcp")
                .then()
                .statusCode(200)
                .body("result.serverInfo.name", is("codeb"))
                .body("result.capabilities.prompts", notNullValue())
                .body("result.capabilities.resources", notNullValue())
                .body("result.capabilities.completions", notNullValue());
    }

    @Test
    void nullMeansNotGivenAtBothDoors() {
        String call = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'logs','arguments':"
                + "{'projectName':'shop','since':null,'environment':null,'lines':null}}}";
        in(session(MEMBER), MEMBER)
                .body(call.replace('\'', '"'))
                .post("/mcp")
                .then()
                .statusCode(200)
                .body("result.isError", is(false))
                .body("result.structuredContent.slot", is("green"));
        Doors.as(MEMBER)
                .body("{\"tool\":\"logs\",\"params\":{\"projectName\":\"shop\",\"since\":null,\"environment\":null}}")
                .post("/api/tool")
                .then()
                .statusCode(200)
                .body("slot", is("green"));
        Doors.as(MEMBER)
                .body("{\"tool\":\"logs\",\"params\":{\"projectName\":null}}")
                .post("/api/tool")
                .then()
                .statusCode(400)
                .body("details.violations[0].param", is("projectName"))
                .body("error", containsString("is missing"));
    }

    @Test
    void whatHasNoIdIsNotAnsweredAndACallWithoutOneNotMade() {
        String session = session(MEMBER);
        for (String body : List.of(
                "{'jsonrpc':'2.0','method':'notifications/foo'}",
                "{'jsonrpc':'2.0','method':'tools/call','params':{'name':'slot_promote','arguments':{'projectName':'silent'}}}",
                "{'jsonrpc':'2.0','method':'tools/call','params':{'name':'rollback','arguments':{'projectName':'shop','reason':'unheard'}}}")) {
            in(session, MEMBER)
                    .body(body.replace('\'', '"'))
                    .post("/mcp")
                    .then()
                    .statusCode(202)
                    .body(is(""));
        }
        assertTrue(!Doors.seen().toString().contains("unheard"), "the call without an id was made");
    }

    @Test
    void whatHttpRefusesIsExplainedInJsonRpcToo() {
        String session = session(MEMBER);
        refused(
                in(session, MEMBER)
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .body(ping())
                        .post("/mcp"),
                400,
                "2025-11-25");
        refused(in("nobodys", MEMBER).body(ping()).post("/mcp"), 404, "initialize");
        refused(Doors.as(MEMBER).body(ping()).post("/mcp"), 400, "initialize");
        refused(Doors.as(MEMBER).header("Accept", "text/html").body(ping()).post("/mcp"), 406, "application/json");
        refused(
                in(session, MEMBER)
                        .header("Origin", "https://evil.example")
                        .body(ping())
                        .post("/mcp"),
                403,
                "origins");
        refused(in(session, MEMBER).header("Origin", "null").body(ping()).post("/mcp"), 403, "origins");
        refused(
                in(session, MEMBER)
                        .header("Origin", "http://localhost.evil.example")
                        .body(ping())
                        .post("/mcp"),
                403,
                "origins");
        refused(Doors.as(MEMBER).get("/mcp"), 405, "POST");
        refused(Doors.as(MEMBER).put("/mcp"), 405, "POST");
        refused(Doors.as("codeb_ours_member_wrong").body(ping()).post("/mcp"), 401, "API key is missing")
                .then()
                .header("WWW-Authenticate", not(startsWith("Bearer")))
                .body("error.data.code", is("UNAUTHENTICATED"));
    }

    private static Response refused(Response response, int status, String says) {
        assertEquals(status, response.statusCode(), response.asString());
        assertTrue(response.path("error.message").toString().contains(says), response.asString());
        return response;
    }

    @Test
    void acceptHeadersThatCanBeServedAreServed() {
        String session = session(MEMBER);
        for (String accept :
                List.of("*/*", "application/json", "application/*", "application/json, text/event-stream;q=0.5")) {
            Doors.as(MEMBER)
                    .header("Accept", accept)
                    .header("Mcp-Session-Id", session)
                    .body(ping())
                    .post("/mcp")
                    .then()
                    .statusCode(200)
                    .body("id", is(1));
        }
    }

    @Test
    void aBodyOverOneMebibyteIsTooLargeAlsoWhenItsLengthIsNotAnnounced() throws IOException {
        byte[] part = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head("POST", "Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < 32; i++) {
                socket.getOutputStream().write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(part);
                socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = read(socket.getInputStream());
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            assertTrue(answer.contains("larger than 1 MiB"), answer);
        }
    }

    @Test
    void aSessionBelongsToItsKey() {
        String session = session(MEMBER);
        String other = Keys.ours(Role.ADMIN);
        refused(in(session, other).body(ping()).post("/mcp"), 404, "initialize");
        refused(in(session, other).delete("/mcp"), 404, "initialize");
        refused(in(session, other).header("Accept", "text/event-stream").get("/mcp"), 404, "initialize");
        in(session, MEMBER).body(ping()).post("/mcp").then().statusCode(200).body("id", is(1));
        in(session, MEMBER).delete("/mcp").then().statusCode(200);
        refused(in(session, MEMBER).body(ping()).post("/mcp"), 404, "initialize");
    }

    @Test
    void aKeyHasOnlySoManySessionsAndTheOneUsedLongestAgoEnds() {
        String key = Keys.ours(Role.OWNER);
        String first = session(key);
        String second = session(key);
        for (int i = 0; i < McpSessions.MOST_OF_A_KEY - 2; i++) {
            session(key);
        }
        in(first, key).body(ping()).post("/mcp").then().statusCode(200);
        String last = session(key);
        refused(in(second, key).body(ping()).post("/mcp"), 404, "initialize");
        in(first, key).body(ping()).post("/mcp").then().statusCode(200);
        in(last, key).body(ping()).post("/mcp").then().statusCode(200);
    }

    @Test
    void theStreamOfASessionIsOpenAndSilent() throws IOException {
        String session = session(MEMBER);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write(head("GET", "Accept: text/event-stream\r\nMcp-Session-Id: " + session + "\r\n"));
            byte[] some = new byte[4096];
            int length = socket.getInputStream().read(some);
            String answer = new String(some, 0, length, StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("text/event-stream"), answer);
            assertTrue(!answer.contains("notifications/message"), answer);
        }
    }

    @Test
    void aConnectionThatSendsNoWholeRequestIsClosed() throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /mcp HTTP/1.1\r\nHost: x\r\nX-Slow".getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, socket.getInputStream().read(), "the test's limit is 3 s");
        }
    }

    @Test
    void aViewerSeesTheToolsThatItMayCallAndIsToldTheRoleOfTheOthers() {
        String viewer = Keys.ours(Role.VIEWER);
        String session = session(viewer);
        List<String> names = in(session, viewer)
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .post("/mcp")
                .path("result.tools.name");
        assertTrue(names.contains("slot_status") && names.contains("operation_get"), names::toString);
        assertTrue(!names.contains("deploy_project") && !names.contains("token_create"), names::toString);
        in(session, viewer)
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"slot_promote\","
                        + "\"arguments\":{\"projectName\":\"shop\"}}}")
                .post("/mcp")
                .then()
                .body("result.structuredContent.code", is("FORBIDDEN"));
    }

    private static io.restassured.specification.RequestSpecification in(String session, String key) {
        return Doors.as(key)
                .header("Accept", "application/json, text/event-stream")
                .header("Mcp-Session-Id", session);
    }

    private static String session(String key) {
        return Doors.as(key)
                .header("Accept", "application/json, text/event-stream")
                .body(Json.line(Json.read(
                        ("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}")
                                .getBytes(StandardCharsets.UTF_8))))
                .post("/mcp")
                .then()
                .statusCode(200)
                .header("Mcp-Session-Id", notNullValue())
                .extract()
                .header("Mcp-Session-Id");
    }

    private static String ping() {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    }

    private static byte[] head(String method, String headers) {
        return ("%s /mcp HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Type: application/json\r\n%s\r\n"
                        .formatted(method, MEMBER, headers))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String read(InputStream in) throws IOException {
        byte[] some = new byte[8192];
        int length = in.read(some);
        return length < 0 ? "" : new String(some, 0, length, StandardCharsets.UTF_8);
    }
}
