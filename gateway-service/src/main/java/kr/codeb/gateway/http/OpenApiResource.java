package kr.codeb.gateway.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.openapi.OpenApi;

/** What there is to call, for programs that make clients of it; open to everybody. */
@Path("/api/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

    private final OpenApi openApi;
    private volatile String text;

    OpenApiResource(OpenApi openApi) {
        this.openApi = openApi;
    }

    /** It is the same for as long as this process runs, and made when it is first asked for. */
    @GET
    public String document() {
        if (text == null) {
            text = Json.line(openApi.document());
        }
        return text;
    }
}
