package kr.codeb.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Shows the internal credential and passes the correlation id on. Registered with each of our REST clients. */
public class OutgoingCallFilter implements ClientRequestFilter {

    @Inject
    InternalCredential credential;

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(InternalCredential.HEADER, credential.reveal());
        request.getHeaders().putSingle(Correlation.HEADER, Correlation.current());
    }
}
