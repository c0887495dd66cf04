package kr.codeb.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Shows the internal credential and passes the correlation id on, and the trace that it names. Each of our REST clients uses it. */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
public class OutgoingCallFilter implements ClientRequestFilter {

    @Inject
    InternalCredential credential;

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(InternalCredential.HEADER, credential.reveal());
        String id = Correlation.current();
        request.getHeaders().putSingle(Correlation.HEADER, id);
        Correlation.traceparent(id).ifPresent(trace -> request.getHeaders().putSingle(Correlation.TRACE_HEADER, trace));
    }
}
