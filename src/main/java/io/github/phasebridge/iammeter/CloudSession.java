package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which token to use. A configured token comes first; where it is refused, or where there is
 * none, the token of the last login, then a new login with user name and password. The vendor's
 * {@code refreshToken} is not used: nothing documents how. Safe for use by several threads; a login
 * makes the others wait.
 *
 * <p>A token of a login that was refused for one question is not sent with that question again,
 * since every try costs a call. Other questions may still try it: the cloud may refuse one meter
 * only, and their meters must not wait for the next login.
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

  /** The token that was refused last, and for what. */
  private Secret refused = Secret.NONE;

  private final Set<String> refusedFor = new HashSet<>();

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

  /**
   * Returns the token to use, after a login if there is none.
   *
   * @throws IammeterFailure {@code UNAUTHORIZED} if the only token is known to be refused for this
   *     question and it is too early for another login; whatever prevents the login otherwise
   */
  Grant token(Question question) throws IammeterFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      return config.token().isSet() && !configuredRefused
          ? new Grant(config.token(), false)
          : tokenOfLogin(question);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns another token after the cloud has refused one for a question.
   *
   * @throws IammeterFailure {@code UNAUTHORIZED} if there is no user name to log in with, if the
   *     refused token is fresh, or if it is too early for another login; whatever prevents the
   *     login otherwise
   */
  Grant replace(Grant grant, Question question) throws IammeterFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (config.userName().isEmpty()) {
        throw new IammeterFailure(Kind.UNAUTHORIZED, StatusCheck.refusedToken("status 401"));
      }
      if (!grant.token().equals(config.token())) {
        remember(grant.token(), question);
      } else if (!configuredRefused) {
        configuredRefused = true;
        log.warn("The meter cloud refuses iammeter.token; logging in with the user name instead.");
      }
      if (grant.fresh()) {
        throw new IammeterFailure(Kind.UNAUTHORIZED, StatusCheck.refusedFreshToken());
      }
      return tokenOfLogin(question);
    } finally {
      lock.unlock();
    }
  }

  private void remember(Secret token, Question question) {
    if (!token.equals(refused)) {
      refused = token;
      refusedFor.clear();
    }
    refusedFor.add(about(question));
  }

  private boolean usable(Secret token, Question question) {
    boolean isRefused = token.equals(refused) && refusedFor.contains(about(question));
    return token.isSet() && !isRefused;
  }

  /** Returns what a question is about, whatever days it asks for. */
  private static String about(Question question) {
    return question.address() + " " + question.query().getOrDefault("sn", "");
  }

  /** Takes the token that another thread or process got meanwhile, else logs in. */
  private Grant tokenOfLogin(Question question) throws IammeterFailure, InterruptedException {
    if (!usable(current, question)) {
      Secret saved = store.token();
      if (usable(saved, question)) {
        adopt(saved);
      }
    }
    if (usable(current, question)) {
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
      if (denied.broken()) {
        throw new StorageException(denied.reason());
      }
      throw tooEarly(denied.retryAfter());
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

  /** A login that has to wait is a harmless wait, unless the token before it is refused. */
  private IammeterFailure tooEarly(Duration wait) {
    Duration minutes = Duration.ofMinutes(wait.plusSeconds(59).toMinutes());
    String next = "the next login is possible in " + HistorySpan.text(minutes) + ".";
    String source = refused.isSet() ? "the last login" : "iammeter.token";
    return refused.isSet() || configuredRefused
        ? new IammeterFailure(
            Kind.UNAUTHORIZED,
            "The meter cloud refuses the token of " + source + "; " + next,
            Optional.of(wait))
        : new IammeterFailure(
            Kind.QUOTA, "Too many logins to the meter cloud; " + next, Optional.of(wait));
  }
}
