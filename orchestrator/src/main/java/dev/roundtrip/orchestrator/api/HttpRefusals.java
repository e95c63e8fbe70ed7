package dev.roundtrip.orchestrator.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is refused before it reaches a resource is refused in the same form as what a resource refuses. */
class HttpRefusals {
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        return Problem.refused(refusal);
    }
}
