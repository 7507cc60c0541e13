package com.estflux.privacy.platform.proof;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.proof.EventSigner;
import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.proof.SigningKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** This service's own key. A pair that does not fit stops the start: nobody would believe what the service says. */
@Startup
@ApplicationScoped
public class ServiceKey {

    private final EventSigner signer;
    private final List<String> announced;

    ServiceKey(SigningConfig config) {
        this.signer = new EventSigner(SigningKey.parse(config.privateKey(), config.publicKey()));
        this.announced = Stream.concat(
                        Stream.of(signer.publicKey()),
                        config.overlappingKeys().orElse(List.of()).stream().map(ProofKey::parse))
                .map(ProofKey::encoded)
                .distinct()
                .toList();
    }

    /** The event with its proof, if its type needs one. */
    public EncodedEvent prove(EventType type, EncodedEvent event) {
        return Sender.of(type).isPresent() ? signer.sign(event) : event;
    }

    /** The public keys this service's store announces: its own first. */
    public List<String> announced() {
        return announced;
    }
}
