package kr.codeb.web;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.settings.InternalConfig;

/** Takes over the caller's correlation id, and turns strangers away from a private service. */
@Provider
@PreMatching
public class IncomingCallFilter implements ContainerRequestFilter, ContainerResponseFilter {

    // Filters are made before the settings can be read, so both are looked up at the first call.
    private final Instance<InternalConfig> config;
    private final Instance<InternalCredential> credential;

    IncomingCallFilter(Instance<InternalConfig> config, Instance<InternalCredential> credential) {
        this.config = config;
        this.credential = credential;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String own = request.getHeaderString(Correlation.HEADER);
        Correlation.take(own == null ? Correlation.ofTrace(request.getHeaderString(Correlation.TRACE_HEADER)) : own);
        if (config.get().required() && !credential.get().matches(request.getHeaderString(InternalCredential.HEADER))) {
            request.abortWith(Response.status(ErrorCode.UNAUTHENTICATED.status())
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new ErrorBody(
                            ErrorCode.UNAUTHENTICATED, "This service is private. Call the gateway instead.", null))
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String id = Correlation.current();
        response.getHeaders().putSingle(Correlation.HEADER, id);
        Correlation.traceparent(id)
                .ifPresent(trace -> response.getHeaders().putSingle(Correlation.TRACE_HEADER, trace));
    }
}
