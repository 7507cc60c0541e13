package com.estflux.privacy.platform.testing.architecture.bad.first;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/orders")
class StoringResource {

    private final OrderRepository orders = new OrderRepository();

    @GET
    @PermitAll
    int count() {
        return orders.count();
    }
}
