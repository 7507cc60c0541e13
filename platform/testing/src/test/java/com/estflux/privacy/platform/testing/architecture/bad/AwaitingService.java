package com.estflux.privacy.platform.testing.architecture.bad;

import io.smallrye.mutiny.Uni;

class AwaitingService {

    String wait(Uni<String> answer) {
        return answer.await().indefinitely();
    }
}
