package kr.codeb.web;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** A neighbour's failure becomes the same {@link CodebException} here. Each of our REST clients uses it. */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
public class ErrorReader implements ResponseExceptionMapper<RuntimeException> {

    @Override
    public RuntimeException toThrowable(Response response) {
        if (response.getHeaderString(Neighbour.STOPPING) != null) {
            return new Neighbour.Stops();
        }
        try {
            return new CodebException(response.readEntity(ErrorBody.class));
        } catch (RuntimeException notOurs) {
            return new CodebException(
                    ErrorCode.INTERNAL,
                    "One of CodeB's services answered %d.".formatted(response.getStatus()),
                    notOurs);
        }
    }
}
