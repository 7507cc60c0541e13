package com.estflux.privacy.dsr.closing;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class CertificateRepository implements PanacheRepositoryBase<CertificateEntity, UUID> {}
