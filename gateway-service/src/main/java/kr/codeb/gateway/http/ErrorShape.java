package kr.codeb.gateway.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.web.Correlation;

/** Gives failures that our services exchange the form that callers are promised. */
@Provider
public class ErrorShape implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ErrorBody error) {
            ErrorBody told = response.getStatus() == 405 ? wrongMethod(request.getMethod()) : error;
            boolean oauth = request.getUriInfo().getPath().equals(TokenResource.PATH);
            if (told.details().get("retryAfter") instanceof Number seconds) {
                response.getHeaders().putSingle("Retry-After", seconds.toString());
            }
            response.setEntity(
                    oauth
                            ? OAuthError.of(told)
                            : Answer.failure(told, Correlation.current()).body(),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static ErrorBody wrongMethod(String method) {
        return new ErrorBody(
                ErrorCode.INVALID_REQUEST,
                "This address does not take %s. POST /api/tool calls a tool; GET /api lists them.".formatted(method),
                null);
    }
}
