package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which token to use. A configured token comes first; where it is refused, or where there is
 * none, the token of the last login, then a new login with user name and password. The vendor's
 * {@code refreshToken} is not used: nothing documents how. Safe for use by several threads; a login
 * makes the others wait.
 */
final class CloudSession {

  private static final Logger log = LoggerFactory.getLogger(CloudSession.class);

  /**
   * A token to use.
   *
   * @param token the token
   * @param fresh whether the cloud has given it just now
   */
  record Grant(Secret token, boolean fresh) {}

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final CallGate gate;
  private final CloudLogin login;
  private final TokenStore store;
  private final LoginHold hold;
  private final SecretMask mask;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean configuredRefused;
  private Secret current = Secret.NONE;

  CloudSession(
      IammeterConfig config,
      IammeterLimits limits,
      CallGate gate,
      CloudLogin login,
      TokenStore store,
      LoginHold hold,
      SecretMask mask) {
    this.config = config;
    this.limits = limits;
    this.gate = gate;
    this.login = login;
    this.store = store;
    this.hold = hold;
    this.mask = mask;
  }

  /** Returns the token to use, after a login if there is none. */
  Grant token() throws IammeterFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      return config.token().isSet() && !configuredRefused
          ? new Grant(config.token(), false)
          : tokenOfLogin(Secret.NONE);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns another token after the cloud has refused one.
   *
   * @throws IammeterFailure {@code UNAUTHORIZED} if there is no user name to log in with; whatever
   *     prevents the login otherwise
   */
  Grant replace(Secret refused) throws IammeterFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (config.userName().isEmpty()) {
        throw new IammeterFailure(Kind.UNAUTHORIZED, StatusCheck.refusedToken("status 401"));
      }
      if (refused.equals(config.token()) && !configuredRefused) {
        configuredRefused = true;
        log.warn("The meter cloud refuses iammeter.token; logging in with the user name instead.");
      }
      return tokenOfLogin(refused);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the token that another thread or process got meanwhile, else logs in. */
  private Grant tokenOfLogin(Secret refused) throws IammeterFailure, InterruptedException {
    if (current.equals(refused)) {
      current = Secret.NONE;
    }
    if (!current.isSet()) {
      Secret saved = store.token();
      if (!saved.equals(refused)) {
        adopt(saved);
      }
    }
    if (current.isSet()) {
      return new Grant(current, false);
    }
    hold.require();
    return new Grant(logIn(), true);
  }

  private void adopt(Secret token) {
    mask.learn(token.reveal());
    current = token;
  }

  private Secret logIn() throws IammeterFailure, InterruptedException {
    List<Budget> budgets = new ArrayList<>(List.of(limits.login()));
    if (!store.lastLoginFailed()) {
      budgets.add(limits.ownLogins(store.account()));
    }
    if (gate.reserve(budgets) instanceof Decision.Denied denied) {
      throw new IammeterFailure(Kind.QUOTA, denied.reason(), Optional.of(denied.retryAfter()));
    }
    store.loginBegins();
    try {
      adopt(login.request());
    } catch (IammeterFailure failure) {
      hold.failed(failure);
      throw failure;
    }
    hold.succeeded();
    store.loggedIn(current);
    log.info("Logged in to the meter cloud.");
    return current;
  }
}
