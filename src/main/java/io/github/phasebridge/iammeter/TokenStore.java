package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Keeps the token of the last login for the next start, and whether the last login was finished. It
 * belongs to one account of one cloud; that of another account is as good as none. A disk that
 * refuses is said in the log and costs a login at the next start, nothing more. Guarded by its
 * owner.
 */
final class TokenStore {

  /** The file's name in {@code data-dir}. */
  static final String FILE = "iammeter-token.json";

  /** The format that this version writes. */
  static final int FORMAT = 1;

  private static final Logger log = LoggerFactory.getLogger(TokenStore.class);

  private final JsonFile file;
  private final String account;

  TokenStore(JsonFile file, IammeterConfig config) {
    this.file = file;
    this.account = fingerprint(config.url() + "\n" + config.userName());
  }

  /** Returns a name of the account that does not tell it. */
  String account() {
    return account;
  }

  /**
   * Returns the token on disk, which another process may have renewed; not set if there is none.
   */
  Secret token() {
    return new Secret(read().map(saved -> saved.path("token").asString("")).orElse(""));
  }

  /** Returns whether a login was begun and brought no token. */
  boolean lastLoginFailed() {
    return read().map(saved -> saved.path("loginUnfinished").asBoolean(false)).orElse(false);
  }

  /** Notes before a login that one is under way; the old token is forgotten. */
  void loginBegins() {
    write("", true);
  }

  /** Keeps the token that a login brought. */
  void loggedIn(Secret token) {
    write(token.reveal(), false);
  }

  private Optional<JsonNode> read() {
    try {
      return file.read().filter(saved -> saved.path("account").asString("").equals(account));
    } catch (StorageException e) {
      log.warn("The login's token cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void write(String token, boolean loginUnfinished) {
    try {
      file.write(
          JsonNodeFactory.instance
              .objectNode()
              .put("account", account)
              .put("token", token)
              .put("loginUnfinished", loginUnfinished));
    } catch (StorageException e) {
      log.warn("The login's token cannot be kept for the next start: {}", e.getMessage());
    }
  }

  /** Returns what tells an account from others without telling what it is made of. */
  static String fingerprint(String account) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
