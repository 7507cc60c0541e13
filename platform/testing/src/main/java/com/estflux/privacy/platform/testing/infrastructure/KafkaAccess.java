package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.contracts.access.TopicAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes a broker's users and rights what {@link TopicAccess} says: what is missing is added, what is not in the table is
 * taken away.
 */
final class KafkaAccess {

    private static final int BOUND_SECONDS = 30;
    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;
    private final KafkaLogins logins;

    KafkaAccess(Admin admin, KafkaLogins logins) {
        this.admin = admin;
        this.logins = logins;
    }

    /** Makes users and rights; they are in force on the controller when it returns. */
    void apply() throws ExecutionException, InterruptedException, TimeoutException {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        users.add(user(KafkaLogins.ADMINISTRATOR));
        for (Participant participant : Participant.values()) {
            users.add(user(participant.principal()));
        }
        admin.alterUserScramCredentials(users).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
        Set<AclBinding> wanted = wanted();
        Set<AclBinding> superfluous =
                new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get(BOUND_SECONDS, TimeUnit.SECONDS));
        superfluous.removeAll(wanted);
        admin.createAcls(wanted).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
        admin.deleteAcls(superfluous.stream().map(AclBinding::toFilter).toList())
                .all()
                .get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private UserScramCredentialUpsertion user(String name) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), logins.password(name));
    }

    private static Set<AclBinding> wanted() {
        Set<AclBinding> wanted = new HashSet<>();
        for (Participant participant : Participant.values()) {
            boolean reads = false;
            for (Topic topic : Topic.values()) {
                ResourcePattern pattern =
                        new ResourcePattern(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL);
                if (TopicAccess.mayWrite(participant, topic)) {
                    wanted.add(allow(participant, pattern, AclOperation.WRITE));
                }
                if (TopicAccess.mayRead(participant, topic)) {
                    wanted.add(allow(participant, pattern, AclOperation.READ));
                    reads = true;
                }
            }
            if (reads) {
                ResourcePattern groups =
                        new ResourcePattern(ResourceType.GROUP, participant.groupPrefix(), PatternType.PREFIXED);
                wanted.add(allow(participant, groups, AclOperation.READ));
            }
        }
        return wanted;
    }

    private static AclBinding allow(Participant participant, ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(
                pattern,
                new AccessControlEntry("User:" + participant.principal(), "*", operation, AclPermissionType.ALLOW));
    }
}
