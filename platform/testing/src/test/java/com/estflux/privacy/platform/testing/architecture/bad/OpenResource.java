package com.estflux.privacy.platform.testing.architecture.bad;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/open")
class OpenResource {

    @GET
    String whoever() {
        return "comes";
    }
}
