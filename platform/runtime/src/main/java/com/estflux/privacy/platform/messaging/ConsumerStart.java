package com.estflux.privacy.platform.messaging;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Creates every bean that takes records in when the service starts. Left to itself it would be created by its first
 * record, and until then its dead letters could not be replayed.
 */
@ApplicationScoped
class ConsumerStart {

    private final BeanManager beans;

    ConsumerStart(BeanManager beans) {
        this.beans = beans;
    }

    void create(@Observes StartupEvent started) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (takesRecordsIn(bean.getBeanClass())) {
                Object reference = beans.getReference(bean, bean.getBeanClass(), beans.createCreationalContext(bean));
                ClientProxy.unwrap(reference);
            }
        }
    }

    private static boolean takesRecordsIn(Class<?> beanClass) {
        for (Method method : beanClass.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Incoming.class)) {
                return true;
            }
        }
        return false;
    }
}
