package kr.codeb.web;

import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure leaves a service as an {@link ErrorBody} with its code's status; no stack trace ever does. */
public class ErrorWriter {

    private static final Logger LOG = Logger.getLogger(ErrorWriter.class);

    @ServerExceptionMapper
    public Response write(CodebException failure) {
        return response(failure.body());
    }

    @ServerExceptionMapper({ProcessingException.class, VertxException.class})
    public Response writeAway(RuntimeException unreachable) {
        return response(Neighbour.unavailable(unreachable).body());
    }

    @ServerExceptionMapper
    public Response write(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        ErrorCode code = status >= 500 ? ErrorCode.INTERNAL : ErrorCode.INVALID_REQUEST;
        String sentence = status == 404 ? "There is nothing at this address." : "The request cannot be read.";
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(code, sentence, null))
                .build();
    }

    @ServerExceptionMapper
    public Response write(Throwable unexpected) {
        LOG.error("unexpected failure", unexpected);
        return response(new ErrorBody(
                ErrorCode.INTERNAL,
                "Something unexpected went wrong; the service's log tells more under this correlation id.",
                null));
    }

    private static Response response(ErrorBody body) {
        return Response.status(body.code().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
