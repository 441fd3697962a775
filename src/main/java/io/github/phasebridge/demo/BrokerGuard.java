package io.github.phasebridge.demo;

import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Puts a {@link BrokerGate} before Artemis, which asks it in its own words. */
final class BrokerGuard implements ActiveMQSecurityManager5 {

  private final BrokerGate gate;

  BrokerGuard(BrokerGate gate) {
    this.gate = gate;
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String securityDomain) {
    String clientId = connection == null ? null : connection.getClientID();
    if (user == null || !gate.admits(clientId == null ? "" : clientId, user, password)) {
      return null;
    }
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user));
    return subject;
  }

  @Override
  public boolean authorize(
      Subject subject, Set<Role> roles, CheckType checkType, @Nullable String address) {
    if (address == null || address.startsWith("$")) {
      // The broker's own queues.
      return true;
    }
    String topic = address.replace('.', '/').replace('*', '+');
    return subject.getPrincipals(UserPrincipal.class).stream()
        .anyMatch(user -> gate.allows(user.getName(), checkType == CheckType.SEND, topic));
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return authenticate(user, password, null, null) != null;
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }
}
